using PolyTool.Core.Files;

namespace PolyTool.Core.RunRoots;

/// <summary>
/// Finds all that is wrong with a run root. A batch ends at the first defect, since one is enough for a user to fail; who has
/// to mend a run root wants all of them.
/// </summary>
public static class RunRootChecker
{
    /// <summary>Tests one run root.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The defects; none where a batch would count the run root. Those of one file stand together.</returns>
    public static RunRootTest Check(GivenPath root, CancellationToken cancellationToken = default)
    {
        DefectSink defects = new(all: true);
        var reading = RunRootReader.Read(root, CoverageNumbers.SegmentsShape, defects, cancellationToken);
        return new()
        {
            Path = root.Recorded().Typed,
            FullPath = root.Full,
            User = reading.User,
            Wallet = reading.Wallet,
            Defects = defects.ToArray(),
        };
    }
}
