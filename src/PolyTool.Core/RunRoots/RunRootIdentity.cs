using System.Globalization;
using PolyTool.Core.Json;

namespace PolyTool.Core.RunRoots;

/// <summary>Reads of a run root only whose it is and when it was made.</summary>
internal static class RunRootIdentity
{
    private static readonly JsonShape s_shape = JsonShape.Members(
        ("generated_at", JsonShape.All), ("user_slug", JsonShape.All), ("wallet", JsonShape.All));

    /// <summary>The run root with what its candidates file says; unchanged where that cannot be read.</summary>
    public static RunRoot Read(RunRoot root, CancellationToken cancellationToken)
    {
        // A defect is told when the run root is read as a whole.
        return RunRootReader.Open(root.FullPath, RunRootFileNames.Candidates, s_shape, new DefectSink(all: false), cancellationToken) is not { } document
            ? root
            : root with
            {
                UserSlug = document["user_slug"]?.AsName,
                Wallet = document["wallet"]?.AsName,
                GeneratedAt = Time(document["generated_at"]?.AsName),
            };
    }

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
