using System.Management.Automation;
using PolyTool.Core.Exports;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.SavedBatches;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Writes a leaderboard as a report for a browser, or as a file for other programs.</summary>
[Cmdlet(VerbsData.Export, "HypothesisLeaderboard", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportHypothesisLeaderboardCommand : StoppableCommand
{
    // As objects: a field of a core type would ask for the core before it can be found; see ModuleLoading.
    private readonly List<object> _rows = [];
    private readonly List<string> _batches = [];
    private string _source = "";
    private string _target = "";

    /// <summary>The batch to export; where one is piped, the file to write.</summary>
    [Parameter(Position = 0, HelpMessage = "The batch to export: an id, a batch root, a leaderboard file, or an output root, which stands for its newest batch. Where it is piped, the file to write.")]
    [FromBatch]
    [ArgumentCompleter(typeof(BatchRootCompleter))]
    [ValidateNotNullOrEmpty]
    public string Batch { get; set; } = "";

    /// <summary>The file to write.</summary>
    [Parameter(Position = 1, HelpMessage = "The file to write; its ending says the form: .html, .csv, .md, .json or .parquet.")]
    [Alias("Destination")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>A batch, or rows of one.</summary>
    [Parameter(ValueFromPipeline = true, HelpMessage = "A batch, or rows of one, from Get-HypothesisLeaderboard, in the order given.")]
    [ValidateNotNull]
    public PSObject[]? InputObject { get; set; }

    /// <summary>The output root that ids are looked up in.</summary>
    [Parameter(HelpMessage = "The output root that batch ids are looked up in.")]
    [ValidateNotNullOrEmpty]
    public string OutputRoot { get; set; } = OutputRoots.Default;

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
    private protected override void ProcessInput()
    {
        foreach (var one in InputObject ?? [])
        {
            if (one.BaseObject is SegmentRow || BoardRows.IsRow(one))
            {
                _rows.Add(one);
            }
            else if (ObjectText.Of(one, ObjectText.BatchNames) is { } batch)
            {
                _batches.Add(batch);
            }
            else
            {
                WriteError(ErrorRecords.Create("NotABatch", $"'{one}' is neither a batch nor a row of one. Pipe what Get-BatchRun or Get-HypothesisLeaderboard emits.", one));
            }
        }
    }

    /// <inheritdoc />
    private protected override void ProcessEnd()
    {
        var isPiped = MyInvocation.ExpectingInput || InputObject is not null;
        (_source, _target) = ReadThenWritten.Of(this, isPiped ? "" : null, (Batch, nameof(Batch)), (Path, nameof(Path)));
        if (Target() is not { } target || Source(isPiped) is not { } source)
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
            var format = Enum.Parse<ExportFormat>(Form(target.Typed)!);
            LeaderboardExportRequest request = _rows.Count > 0
                ? new(BoardRows.Of(_rows.Cast<PSObject>(), source.Full, Cancellation), format)
                : new(SavedBatch.Open(source.Full, Cancellation).ReadBoard(Cancellation), format);
            LeaderboardExport.WriteAsync(request, target.Full, Cancellation).GetAwaiter().GetResult();
            FileInfo file = new(target.Full);
            WriteVerbose($"Wrote {file.Length} bytes to '{target.Full}'.");
            if (PassThru)
            {
                // As Get-Item gives it: a file that PowerShell has not seen has no mode and no size in its table.
                WriteObject(InvokeProvider.Item.Get([target.Full], force: true, literalPath: true), enumerateCollection: true);
            }
        }
        catch (Exception error) when (ErrorRecords.IsReading(error))
        {
            WriteError(ErrorRecords.ReadingBatch(error is Failure { Code: "ExportWriteFailed" } ? target.Typed : source.Typed, error));
        }
    }

    private string? Form(string path) => Format ?? LeaderboardExport.FormatOf(path)?.ToString();

    /// <summary>The one batch to read; null, with an error written, where there is none or more.</summary>
    private GivenPath? Source(bool isPiped)
    {
        string[] sources = isPiped
            ? [.. _rows.Select(static row => ObjectText.Property(row, nameof(SegmentRow.LeaderboardPath)) ?? "").Concat(_batches).Distinct(StringComparer.Ordinal)]
            : [_source];
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

        var error = BatchPaths.ResolveOne(this, sources[0], OutputRoot, out var source);
        if (error is not null)
        {
            WriteError(error);
        }

        return source;
    }

    /// <summary>The file to write; null, with an error written, where it cannot be.</summary>
    private GivenPath? Target()
    {
        var error = FileSystemPaths.ResolveNew(this, _target, out var target);
        error ??= Form(_target) is null
            ? ErrorRecords.Create("ExportFormatUnknown", $"The ending of '{_target}' says no form. End it in .html, .csv, .md, .json or .parquet, or give -Format.", _target)
            : Directory.Exists(target!.Full)
                ? ErrorRecords.Create("ExportPathIsFolder", $"'{_target}' is a folder. Give the batch first, then the file to write.", _target)
            : System.IO.Path.GetDirectoryName(target.Full) is { } folder && !Directory.Exists(folder) ? NoFolder(folder)
            : File.Exists(target.Full) && !Force
                ? ErrorRecords.Create("ExportFileExists", $"'{_target}' is there already. Give another name, or -Force to write over it.", _target)
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
        StandingFile.InTheWayOf(folder) is { } file ? $"'{_target}' cannot be written: '{file}' is a file, not a folder." : $"The folder of '{_target}' is not there. Make it first.",
        _target);

    private static ErrorRecord NotOneBatch(string[] sources) => ErrorRecords.Create(
        "ExportNeedsOneBatch",
        sources.Length > 1
            ? $"An export holds one batch, and these come from {sources.Length}: {string.Join(", ", sources.Take(3).Select(static s => $"'{s}'"))}. Export each to its own file."
            : "These rows do not say which leaderboard they come from. Pipe them from Get-HypothesisLeaderboard, or give -Batch.",
        sources);
}
