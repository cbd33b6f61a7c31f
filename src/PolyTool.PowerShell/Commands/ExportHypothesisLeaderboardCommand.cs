using System.Management.Automation;
using PolyTool.Core.Exports;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.SavedBatches;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Writes a leaderboard as a report for a browser, or as a file for other programs.</summary>
[Cmdlet(VerbsData.Export, "HypothesisLeaderboard", DefaultParameterSetName = RowsSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportHypothesisLeaderboardCommand : StoppableCommand
{
    private const string BatchSet = "Batch";
    private const string RowsSet = "Rows";

    // Rows as objects: a field of a core type would ask for the core before it can be found; see ModuleLoading.
    private readonly List<object> _rows = [];
    private readonly List<string> _batches = [];

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The file to write; its ending says the form: .html, .csv, .md, .json or .parquet.")]
    [Alias("Destination")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The batch to export.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = BatchSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The batch to export: a batch root, a leaderboard file, or an output root, which stands for its newest batch.")]
    [Alias("BatchRoot", "PSPath", "FullName")]
    [ArgumentCompleter(typeof(BatchRootCompleter))]
    [ValidateNotNullOrEmpty]
    public string Batch { get; set; } = "";

    /// <summary>The rows to export.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RowsSet, ValueFromPipeline = true,
        HelpMessage = "The rows to export, from Get-HypothesisLeaderboard, in the order given.")]
    public SegmentRow? InputObject { get; set; }

    /// <summary>The form, where the ending does not say it.</summary>
    [Parameter(HelpMessage = "The form of the file, where its ending does not say it.")]
    [ValidateSet("Html", "Csv", "Markdown", "Json", "Parquet")]
    public string? Format { get; set; }

    /// <summary>Write over a file that is there.</summary>
    [Parameter(HelpMessage = "Write over a file that is there.")]
    public SwitchParameter Force { get; set; }

    /// <summary>Emit the file written.</summary>
    [Parameter(HelpMessage = "Emit the file that was written.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == RowsSet)
        {
            _rows.Add(InputObject!);
        }
        else
        {
            _batches.Add(Batch);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (Target() is not { } target || Source() is not { } source)
        {
            return;
        }

        if (!ShouldProcess(target.Typed, $"Export the leaderboard '{source.Typed}' as {Form(target.Typed)}"))
        {
            return;
        }

        try
        {
            WriteVerbose($"Reading '{source.Full}'.");
            ExportFormat format = Enum.Parse<ExportFormat>(Form(target.Typed)!);
            LeaderboardExportRequest request = ParameterSetName == RowsSet
                ? new([.. _rows.Cast<SegmentRow>()], format)
                : new(SavedBatch.Open(source.Full, Cancellation).ReadBoard(Cancellation), format);
            LeaderboardExport.WriteAsync(request, target.Full, Cancellation).GetAwaiter().GetResult();
            FileInfo file = new(target.Full);
            WriteVerbose($"Wrote {file.Length} bytes to '{target.Full}'.");
            if (PassThru)
            {
                WriteObject(file);
            }
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            // The pipeline is stopped; whoever stopped it wants no error.
        }
        catch (Exception error) when (ErrorRecords.IsReading(error))
        {
            WriteError(ErrorRecords.ReadingBatch(error is Failure { Code: "ExportWriteFailed" } ? target.Typed : source.Typed, error));
        }
    }

    private string? Form(string path) => Format ?? LeaderboardExport.FormatOf(path)?.ToString();

    /// <summary>The one batch to read; null, with an error written, where there is none or more.</summary>
    private GivenPath? Source()
    {
        string[] sources = ParameterSetName == RowsSet
            ? [.. _rows.Cast<SegmentRow>().Select(static row => row.LeaderboardPath ?? "").Distinct(StringComparer.Ordinal)]
            : [.. _batches.Distinct(StringComparer.Ordinal)];
        if (sources.Length == 0)
        {
            // Nothing came down the pipeline: as with Export-Csv there is nothing to write, and the stage before has said why.
            WriteWarning("Nothing came in, so nothing was exported.");
            return null;
        }

        if (sources.Length > 1 || sources[0].Length == 0)
        {
            WriteError(NotOneBatch([.. sources.Select(FileSystemPaths.WithoutProvider)]));
            return null;
        }

        ErrorRecord? error = FileSystemPaths.ResolveOne(this, sources[0], out GivenPath? source);
        if (error is not null)
        {
            WriteError(error);
        }

        return source;
    }

    /// <summary>The file to write; null, with an error written, where it cannot be.</summary>
    private GivenPath? Target()
    {
        ErrorRecord? error = FileSystemPaths.ResolveNew(this, Path, out GivenPath? target);
        error ??= Form(Path) is null
            ? ErrorRecords.Create("ExportFormatUnknown", $"The ending of '{Path}' says no form. End it in .html, .csv, .md, .json or .parquet, or give -Format.", Path)
            : Directory.Exists(target!.Full)
                ? ErrorRecords.Create("ExportPathIsFolder", $"'{Path}' is a folder. Give the file to write first, then the batch.", Path)
            : System.IO.Path.GetDirectoryName(target.Full) is { } folder && !Directory.Exists(folder) ? NoFolder(folder)
            : File.Exists(target.Full) && !Force
                ? ErrorRecords.Create("ExportFileExists", $"'{Path}' is there already. Give another name, or -Force to write over it.", Path)
            : null;
        if (error is null)
        {
            return target;
        }

        WriteError(error);
        return null;
    }

    private ErrorRecord NoFolder(string folder) => ErrorRecords.Create(
        "ExportFolderNotFound",
        StandingFile.InTheWayOf(folder) is { } file ? $"'{Path}' cannot be written: '{file}' is a file, not a folder." : $"The folder of '{Path}' is not there. Make it first.",
        Path);

    private static ErrorRecord NotOneBatch(string[] sources) => ErrorRecords.Create(
        "ExportNeedsOneBatch",
        sources.Length > 1
            ? $"An export holds one batch, and these come from {sources.Length}: {string.Join(", ", sources.Take(3).Select(static s => $"'{s}'"))}. Export each to its own file."
            : "These rows do not say which leaderboard they come from. Pipe them from Get-HypothesisLeaderboard, or give -Batch.",
        sources);
}
