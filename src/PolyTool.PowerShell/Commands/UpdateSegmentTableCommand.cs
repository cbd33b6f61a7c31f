using System.Management.Automation;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Renews the table of leagues from the services and keeps it in the cache.</summary>
[Cmdlet(VerbsData.Update, "SegmentTable", SupportsShouldProcess = true)]
[OutputType(typeof(LeagueTableReport))]
public sealed class UpdateSegmentTableCommand : StoppableCommand
{
    /// <summary>The folder of the cache.</summary>
    [Parameter(Position = 0, HelpMessage = "The folder of the cache; the platform's place where it is not given.")]
    [ArgumentCompleter(typeof(CacheFolderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? CachePath { get; set; }

    /// <summary>Base address of the Gamma service.</summary>
    [Parameter(HelpMessage = "Base address of the Gamma service; else GAMMA_API_BASE, else the published one.")]
    [ValidateNotNullOrEmpty]
    public string? GammaApiBase { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var folder = DirectScanOptions.DefaultCachePath;
        if (CachePath is not null)
        {
            if (FileSystemPaths.ResolveNew(this, CachePath, out var path) is { } error)
            {
                ThrowTerminatingError(error);
            }

            folder = path!.Full;
        }

        if (StandingFile.InTheWayOf(folder) is { } file)
        {
            ThrowTerminatingError(ErrorRecords.Create("CacheUnusable", $"The table of leagues cannot be kept in '{folder}': '{file}' is a file, not a folder.", folder));
        }

        ApiClientOptions options = new() { Addresses = new DirectScans(this) { OutputRoot = ".", SegmentTable = "default", GammaApiBase = GammaApiBase }.Addresses() };
        if (!ShouldProcess(folder, "Renew the table of leagues"))
        {
            return;
        }

        try
        {
            WriteObject(LeagueTableUpdate.RunAsync(options, folder, TimeProvider.System, Cancellation).GetAwaiter().GetResult());
        }
        catch (Failure failure)
        {
            ThrowTerminatingError(ErrorRecords.Of(failure, options.Addresses.Gamma));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.Create("CacheUnusable", $"The table of leagues cannot be kept in '{folder}': {failure.Message}", folder, failure));
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            // Stopped: the table is as it was.
        }
    }
}
