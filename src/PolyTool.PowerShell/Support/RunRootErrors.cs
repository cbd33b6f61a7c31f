using System.Management.Automation;

namespace PolyTool.PowerShell.Support;

/// <summary>Errors about run roots.</summary>
internal static class RunRootErrors
{
    /// <summary><c>RunRootNotFound</c>: a path is no folder.</summary>
    /// <param name="path">The path as the user or a list file gave it.</param>
    public static ErrorRecord NotFound(string path) =>
        ErrorRecords.Create("RunRootNotFound", ErrorCategory.ObjectNotFound, $"There is no run root at '{path}': no folder is there. Check the path; entries of a list file are relative to the current location.", path);

    /// <summary><c>RunRootNotFound</c>: a path is a file where one run root is wanted.</summary>
    /// <param name="path">The path as the user typed it.</param>
    public static ErrorRecord NotAFolder(string path) =>
        ErrorRecords.Create("RunRootNotFound", ErrorCategory.ObjectNotFound, $"'{path}' is a file, and a run root is a folder. For a list of run roots: Resolve-RunRoot '{path}' | Test-RunRoot.", path);
}
