using PolyTool.Core.Json;
using PolyTool.Core.Files;

namespace PolyTool.Core.RunRoots;

/// <summary>
/// Finds all that is wrong with a run root. <see cref="RunRootReader"/> ends at the first defect, since one is enough for a
/// user to fail; who has to mend a run root wants all of them. Both take values by the rules of <see cref="Field"/>.
/// </summary>
public static class RunRootChecker
{
    /// <summary>Tests one run root.</summary>
    /// <param name="fullPath">The folder to open.</param>
    /// <param name="recordedPath">The folder as the user typed it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The defects; none where a batch would count the run root. Those of one file stand together.</returns>
    public static RunRootTest Check(string fullPath, string recordedPath, CancellationToken cancellationToken = default)
    {
        DefectList defects = new();
        RunRootReader.Identity identity = RunRootReader.FromFolder(recordedPath);
        if (Open(fullPath, RunRootFileNames.Candidates, CandidateReader.Shape, defects, cancellationToken) is { } candidates)
        {
            defects.Try(() => identity = RunRootReader.Identify(candidates, identity));
            CandidateChecker.Check(candidates, defects);
        }

        Field? report = Open(fullPath, RunRootFileNames.Coverage, CoverageNumbers.ReportShape, defects, cancellationToken);
        bool hasTotal = report is { } found && CoverageChecker.CheckReport(found, defects);
        if (Open(fullPath, RunRootFileNames.Segments, CoverageNumbers.SegmentsShape, defects, cancellationToken, isRequired: false) is { } segments)
        {
            CoverageChecker.CheckSegments(segments, hasTotal, defects);
        }

        return new()
        {
            Path = RecordedPath.Normalise(recordedPath),
            FullPath = fullPath,
            User = identity.User,
            Wallet = identity.Wallet,
            Defects = defects.ToArray(),
        };
    }

    private static Field? Open(string folder, string name, JsonShape shape, DefectList defects, CancellationToken cancellationToken, bool isRequired = true)
    {
        Field? top = null;
        defects.Try(() =>
        {
            JsonValue? document = isRequired
                ? RunRootReader.Open(folder, name, shape, cancellationToken)
                : RunRootReader.TryOpen(folder, name, shape, cancellationToken);
            top = document is null ? null : new Field(name, "$", document).AsObject();
        });
        return top;
    }
}
