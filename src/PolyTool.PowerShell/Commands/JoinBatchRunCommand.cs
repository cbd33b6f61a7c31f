using System.Management.Automation;
using PolyTool.Core.Batches;
using PolyTool.Core.Batches.Shards;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Pump;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Makes one batch of its shards: the same files that one machine would have written.</summary>
[Cmdlet(VerbsCommon.Join, "BatchRun", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(BatchRun))]
public sealed class JoinBatchRunCommand : StoppableCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly List<GivenPath> _shards = [];

    /// <summary>The shards.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true,
        HelpMessage = "The shards of one batch: ids, batch roots, or what Get-BatchRun emits; wildcards are allowed. The batch's own id stands for all its shards in the output root.")]
    [FromBatch]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BatchRootCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>The batch roots as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true, HelpMessage = "Batch roots of shards, without wildcards.")]
    [Alias("PSPath", "FullName", "FullPath", "BatchRoot")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The folder that the batch is written below, and that ids are looked up in.</summary>
    [Parameter(HelpMessage = "The folder that the batch is written below, and that ids of shards are looked up in.")]
    [ValidateNotNullOrEmpty]
    public string OutputRoot { get; set; } = OutputRoots.Default;

    /// <summary>Join what is there.</summary>
    [Parameter(HelpMessage = "Join what is there: shards that are missing, run at this moment or are not finished are named in the result.")]
    public SwitchParameter AllowIncomplete { get; set; }

    /// <summary>How many threads read and compute.</summary>
    [Parameter(HelpMessage = "How many threads read and compute; the number of processors where it is not given. Changes speed, never bytes.")]
    [Alias("ThrottleLimit")]
    [ValidateRange(1, int.MaxValue)]
    public int Workers { get; set; } = Environment.ProcessorCount;

    /// <summary>Write over a batch root that is there.</summary>
    [Parameter(HelpMessage = "Write over a batch root that is there.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        if (ParameterSetName == LiteralPathSet)
        {
            foreach (var typed in LiteralPath)
            {
                ThrowIf(FileSystemPaths.ResolveLiteral(this, typed, out var path));
                _shards.Add(path!);
            }

            return;
        }

        foreach (var typed in Path)
        {
            ThrowIf(BatchPaths.ResolveShards(this, typed, OutputRoot, out var found));
            _shards.AddRange(found);
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessEnd()
    {
        try
        {
            Join();
        }
        catch (Failure error)
        {
            Throw(error);
        }
    }

    private void Join()
    {
        var shards = ShardSet.Open(_shards, AllowIncomplete, Cancellation);
        var folder = BatchFolder.Of(BatchPaths.NewOutputRoot(this, OutputRoot), shards.BatchId, shards.CreatedAt, Location);
        if (!ShouldProcess(folder.FullPath, $"Join {Count.Of(shards.Count - shards.Missing.Count, "shard")} of {Count.Of(shards.Users, "user")}"))
        {
            return;
        }

        if (shards.MissingInWords() is { } missing)
        {
            WriteWarning(missing);
        }

        foreach (var leftOut in shards.LeftOut)
        {
            WriteWarning(leftOut);
        }

        var request = JoinRequest.Of(folder, shards) with { Workers = Workers, Force = Force };
        // What failed a user was said by its shard.
        BatchPump pump = new(this, MyInvocation.BoundParameters.ContainsKey("Verbose"), resumes: false, static _ => []) { IsSilentOfUsers = true };
        pump.Run(new(request), $"Joining shards: batch {shards.BatchId}", Cancellation);
    }
}
