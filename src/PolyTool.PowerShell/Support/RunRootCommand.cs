using System.Management.Automation;

namespace PolyTool.PowerShell.Support;

/// <summary>A cmdlet that reads run roots: <c>-Path</c> with wildcards, or <c>-LiteralPath</c>.</summary>
public abstract class RunRootCommand : PathCommand
{
    /// <summary>The paths; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true,
        HelpMessage = "The paths; wildcards are allowed. A path that exists as it is written is taken as it is.")]
    [FromRunRoot]
    [Alias("InputObject")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The paths as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The paths as they are, without wildcards.")]
    [Alias("PSPath", "FullName", "FullPath", "BatchRoot")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc />
    private protected override void ProcessInput() =>
        Process(ParameterSetName == LiteralPathSet ? LiteralPath : Path, ParameterSetName == LiteralPathSet);

    /// <inheritdoc />
    private protected override ErrorRecord NotFound(string path) => ErrorRecords.RunRootNotFound(path);
}
