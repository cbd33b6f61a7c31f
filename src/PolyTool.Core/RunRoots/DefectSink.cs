namespace PolyTool.Core.RunRoots;

/// <summary>
/// Takes what is wrong with a run root while it is read: the first defect, which is enough for its user to fail, or all of
/// them, for who has to mend it. A defective value reads as none, so reading goes on either way.
/// </summary>
/// <param name="all">Whether all are wanted.</param>
internal sealed class DefectSink(bool all)
{
    private readonly List<RunRootDefect> _defects = [];

    // Nearly all run roots have none.
    private HashSet<RunRootDefect>? _seen;

    /// <summary>How many there are: who wants to know whether a value was defective looks before and after.</summary>
    public int Count => _defects.Count;

    /// <summary>Whether nothing more needs to be read.</summary>
    public bool IsFull => !all && Count > 0;

    /// <summary>The first one; null where there is none.</summary>
    public RunRootDefect? First => Count > 0 ? _defects[0] : null;

    /// <summary>Adds a defect. Two rules may find the same fault of one value; it counts once.</summary>
    public void Add(RunRootDefect defect)
    {
        if (!IsFull && (_seen ??= []).Add(defect))
        {
            _defects.Add(defect);
        }
    }

    /// <summary>The defects, those of one file together, otherwise as they were found.</summary>
    public RunRootDefect[] ToArray() => [.. _defects.OrderBy(static defect => Array.IndexOf(RunRootFileNames.InOrder, defect.File))];
}

/// <summary>What is wrong with a run root: the reason why its user fails.</summary>
/// <param name="File">The file's name in the run root; empty where the run root itself is at fault.</param>
/// <param name="JsonPath">The value's place in the file, e.g. <c>$.clv_coverage.coverage_rate</c>; empty where the whole file is at fault.</param>
/// <param name="Reason">What is wrong, in words.</param>
public sealed record RunRootDefect(string File, string JsonPath, string Reason)
{
    /// <summary>File, path and reason in one line: the failed user's <c>error</c>.</summary>
    public string Message => string.Join(": ", new[] { File, JsonPath, Reason }.Where(static part => part.Length > 0));

    /// <inheritdoc />
    public override string ToString() => Message;
}
