using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.Hypotheses;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Shows what happened to the hypotheses of a set and of those before it; sets hypotheses aside.</summary>
[Cmdlet(VerbsCommon.Get, "HypothesisSet", SupportsShouldProcess = true)]
[OutputType(typeof(HypothesisStep))]
public sealed class GetHypothesisSetCommand : StoppableCommand
{
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);

    /// <summary>Files of frozen hypotheses.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Files of New-HypothesisSet; the sets before them come with them.")]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Hypotheses to set aside.</summary>
    [Parameter(HelpMessage = "Set the hypotheses aside whose segments match one of these wildcard patterns. They stay in the family of the test.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SegmentCompleter))]
    public string[]? Park { get; set; }

    /// <summary>Kinds of line of the hypotheses to set aside.</summary>
    [Parameter(HelpMessage = "Set aside only hypotheses on these kinds of line.")]
    [ValidateSet("pre_event", "markout_24h", "combined")]
    public string[]? Variant { get; set; }

    /// <summary>Why they are set aside.</summary>
    [Parameter(HelpMessage = "Why they are set aside; kept with it.")]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Park is null != Reason is null || (Park is null && Variant is not null))
        {
            Throw("ParkNeedsReason", "Give -Park with -Reason: what is set aside, and why; -Variant only with them.", null);
        }
    }

    /// <inheritdoc />
    private protected override void ProcessInput()
    {
        foreach (var typed in Path)
        {
            if (FileSystemPaths.ResolveAll(this, typed, out var found) is { } error)
            {
                WriteError(error);
            }

            // A wildcard for sets matches the looks beside them too.
            foreach (var file in found.Where(static one => !one.Full.EndsWith(HypothesisLooksFile.Ending, StringComparison.Ordinal)))
            {
                Show(file);
            }
        }
    }

    private void Show(GivenPath file)
    {
        try
        {
            List<ChainLink> chain = [.. HypothesisChain.Read(file.Full)];
            if (Park is not null && ShouldProcess(file.Typed, $"Set aside {string.Join(", ", Park)}"))
            {
                NameFilter parked = new(Park);
                if (HypothesisHistory.Park(chain[^1], h => parked.Passes(h.Segment) && (Variant is null || Variant.Contains(h.Variant, StringComparer.OrdinalIgnoreCase)), Reason!, TimeProvider.System.GetUtcNow()) is { } changed)
                {
                    chain[^1] = changed;
                }
                else
                {
                    WriteWarning($"'{file.Typed}' has no hypothesis {string.Join(", ", Park)} that could be set aside.");
                }
            }

            foreach (var link in chain.Where(link => _shown.Add(link.File)))
            {
                WriteObject(HypothesisHistory.Of(link), enumerateCollection: true);
            }
        }
        catch (Exception trouble) when (ErrorRecords.IsReading(trouble))
        {
            WriteError(ErrorRecords.ReadingBatch(file.Typed, trouble));
        }
    }
}
