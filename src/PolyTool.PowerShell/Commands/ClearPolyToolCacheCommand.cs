using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Empties the cache of direct scans, or removes what is old from it.</summary>
[Cmdlet(VerbsCommon.Clear, "PolyToolCache", SupportsShouldProcess = true)]
[OutputType(typeof(CacheReport))]
public sealed class ClearPolyToolCacheCommand : StoppableCommand
{
    /// <summary>The folder of the cache.</summary>
    [Parameter(Position = 0, HelpMessage = "The folder of the cache; the platform's place where it is not given.")]
    [ArgumentCompleter(typeof(CacheFolderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? CachePath { get; set; }

    /// <summary>Only answers stored so many days ago or earlier.</summary>
    [Parameter(HelpMessage = "Only answers stored more than so many days ago.")]
    [ValidateRange(0, 36500)]
    public int OlderThanDays { get; set; }

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
            ThrowTerminatingError(ErrorRecords.Create("CacheUnusable", $"The cache '{folder}' cannot be cleared: '{file}' is a file, not a folder.", folder));
        }

        if (!ShouldProcess(folder, OlderThanDays > 0 ? $"Remove answers stored more than {OlderThanDays} days ago" : "Remove all answers"))
        {
            return;
        }

        try
        {
            WriteObject(AnswerCaches.Clear(folder, OlderThanDays, Cancellation));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.Create("CacheUnusable", $"The cache '{folder}' cannot be cleared: {error.Message}", folder, error));
        }
        catch (OperationCanceledException)
        {
            // Stopped: what is removed is removed.
        }
    }
}
