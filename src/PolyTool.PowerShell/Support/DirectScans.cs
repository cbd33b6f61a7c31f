using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.PowerShell.Support;

/// <summary>From what users type to a direct scanner. What is wrong is a terminating error before the first user.</summary>
internal sealed class DirectScans(StoppableCommand cmdlet)
{
    public required string OutputRoot { get; init; }

    public string? CachePath { get; init; }

    public bool Offline { get; init; }

    public bool Refresh { get; init; }

    public required string SegmentTable { get; init; }

    public bool Force { get; init; }

    public int MaxFills { get; init; } = DirectScanOptions.DefaultMaxFills;

    /// <summary>This machine's share of the limits, where several ask from one address; 1 for all of them.</summary>
    public double RateShare { get; init; } = 1;

    public string? GammaApiBase { get; init; }

    public string? DataApiBase { get; init; }

    public string? ClobApiBase { get; init; }

    /// <summary>Makes the scanner.</summary>
    public DirectScanner Open(CancellationToken cancellationToken)
    {
        if (Offline && Refresh)
        {
            cmdlet.Throw("OfflineAndRefresh", "-Offline and -Refresh exclude each other: one fetches nothing, the other everything.", null);
        }

        FileInTheWay("The cache", CachePath);
        FileInTheWay("The folder of run roots", OutputRoot);
        DirectScanOptions options = new()
        {
            OutputRoot = cmdlet.NewPath(OutputRoot),
            CacheFullPath = CachePath is null ? null : cmdlet.NewPath(CachePath).Full,
            CacheMode = Offline ? CacheMode.Offline : Refresh ? CacheMode.Refresh : CacheMode.Normal,
            Table = SegmentTableSource.BuiltIn(SegmentTable) ?? new SegmentTableSource(cmdlet.NewPath(SegmentTable)),
            Force = Force,
            MaxFills = MaxFills,
            Api = ApiClientOptions.Shared(RateShare) with { Addresses = Addresses(cmdlet, GammaApiBase, DataApiBase, ClobApiBase) },
        };
        try
        {
            var scanner = DirectScanner.CreateAsync(options, TimeProvider.System, cancellationToken).GetAwaiter().GetResult();
            foreach (var note in scanner.TableNotes)
            {
                cmdlet.WriteWarning(note);
            }

            return scanner;
        }
        catch (Failure failure)
        {
            cmdlet.Throw(failure, failure.Code.StartsWith("Cache", StringComparison.Ordinal) ? CachePath ?? DirectScanOptions.DefaultCachePath : SegmentTable);
            throw;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            cmdlet.Throw("CacheUnusable", $"The cache cannot be used: {failure.Message}", CachePath, failure);
            throw;
        }
    }

    /// <summary>The addresses that were given, or stand in the environment, or are published.</summary>
    public static ApiAddresses Addresses(StoppableCommand cmdlet, string? gamma, string? data = null, string? clob = null)
    {
        try
        {
            return ApiAddresses.Resolve(gamma, data, clob);
        }
        catch (ArgumentException error)
        {
            cmdlet.Throw("ApiAddressInvalid", error.Message.Split(" (Parameter")[0], gamma ?? data ?? clob);
            throw;
        }
    }

    // Else each user would be fetched and then fail on the same file.
    private void FileInTheWay(string what, string? typed)
    {
        if (typed is not null && StandingFile.InTheWayOf(cmdlet.NewPath(typed).Full) is { } file)
        {
            cmdlet.Throw("FolderIsFile", $"{what} cannot be '{typed}': '{file}' is a file, not a folder.", typed);
        }
    }
}
