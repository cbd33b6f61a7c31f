using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.RunRoots;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Says what is wrong with run roots, file by file and path by path: all of it, not only what a batch meets first.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RunRoot", DefaultParameterSetName = PathSet)]
[OutputType(typeof(RunRootTest), typeof(bool))]
public sealed class TestRunRootCommand : RunRootCommand
{
    /// <summary>Only say whether a batch would count the run root.</summary>
    [Parameter(HelpMessage = "Emit only true or false: whether a batch would count the run root.")]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    private protected override void ProcessPath(GivenPath path)
    {
        if (!Directory.Exists(path.Full))
        {
            WriteError(File.Exists(path.Full) ? ErrorRecords.Create(
                    "RunRootNotFound", $"'{path.Typed}' is a file, and a run root is a folder. For a list of run roots: Resolve-RunRoot '{path.Typed}' | Test-RunRoot.", path.Typed) : ErrorRecords.RunRootNotFound(path.Typed));
            return;
        }

        WriteDebug($"Reading the run root '{path.Full}'.");
        var test = RunRootChecker.Check(path, Cancellation);
        WriteObject(Quiet ? test.IsValid : test);
    }
}
