using System.Management.Automation;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.PowerShell.Support;

/// <summary>From what users type to a direct scanner. What is wrong is a terminating error before the first user.</summary>
internal sealed class DirectScans(PSCmdlet cmdlet)
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
            Throw("OfflineAndRefresh", "-Offline and -Refresh exclude each other: one fetches nothing, the other everything.", null);
        }

        FileInTheWay("The cache", CachePath);
        FileInTheWay("The folder of run roots", OutputRoot);
        DirectScanOptions options = new()
        {
            OutputRoot = Path(OutputRoot),
            CacheFullPath = CachePath is null ? null : Path(CachePath).Full,
            CacheMode = Offline ? CacheMode.Offline : Refresh ? CacheMode.Refresh : CacheMode.Normal,
            Table = SegmentTableSource.BuiltIn(SegmentTable) ?? new SegmentTableSource(Path(SegmentTable)),
            Force = Force,
            MaxFills = MaxFills,
            Api = ApiClientOptions.Shared(RateShare) with { Addresses = Addresses() },
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
            cmdlet.ThrowTerminatingError(ErrorRecords.Of(failure, failure.Code.StartsWith("Cache", StringComparison.Ordinal) ? CachePath ?? DirectScanOptions.DefaultCachePath : SegmentTable));
            throw;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.Create("CacheUnusable", $"The cache cannot be used: {failure.Message}", CachePath, failure));
            throw;
        }
    }

    /// <summary>The addresses that were given, or stand in the environment, or are published.</summary>
    public ApiAddresses Addresses()
    {
        try
        {
            return ApiAddresses.Resolve(GammaApiBase, DataApiBase, ClobApiBase);
        }
        catch (ArgumentException error)
        {
            Throw("ApiAddressInvalid", error.Message.Split(" (Parameter")[0], GammaApiBase ?? DataApiBase ?? ClobApiBase);
            throw;
        }
    }

    // Else each user would be fetched and then fail on the same file.
    private void FileInTheWay(string what, string? typed)
    {
        if (typed is not null && StandingFile.InTheWayOf(Path(typed).Full) is { } file)
        {
            Throw("FolderIsFile", $"{what} cannot be '{typed}': '{file}' is a file, not a folder.", typed);
        }
    }

    private GivenPath Path(string typed)
    {
        if (FileSystemPaths.ResolveNew(cmdlet, typed, out var path) is { } error)
        {
            cmdlet.ThrowTerminatingError(error);
        }

        return path!;
    }

    private void Throw(string id, string message, object? target) =>
        cmdlet.ThrowTerminatingError(ErrorRecords.Create(id, message, target));
}
