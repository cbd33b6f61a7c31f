using System.Text.Json;
using PolyTool.Core.Evidence.Saved;
using PolyTool.Core.Failures;
using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence;

/// <summary>Reads <c>segment_evidence.json</c>; its members are those of <see cref="EvidenceBoard"/>, in snake case.</summary>
public static class EvidenceReader
{
    /// <summary>Reads a file's bytes. Segments of a text that <see cref="EvidenceWriter"/> wrote become objects when they are first asked for.</summary>
    /// <param name="utf8">The bytes; the board keeps them, so they must stay as they are.</param>
    /// <exception cref="JsonTextException">They are not such a file.</exception>
    public static EvidenceBoard Read(byte[] utf8) => CanonicalEvidence.Read(utf8) ?? ReadWhole(utf8);

    /// <summary>Reads a file's bytes, whoever wrote them, and says what is wrong with them.</summary>
    /// <inheritdoc cref="Read" />
    internal static EvidenceBoard ReadWhole(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return RecordJson.Read<EvidenceBoard>(utf8) switch
            {
                { Form: EvidenceBoard.FormVersion } board => Checked(board),
                { Form: 1 } => throw new JsonTextException("segment evidence of form 1, which was tested in log-odds; aggregate the run roots anew (Invoke-BatchRun -AggregateOnly)"),
                _ => throw new JsonTextException("segment evidence of form 2 was expected"),
            };
        }
        catch (JsonException e)
        {
            throw new JsonTextException($"not segment evidence: {e.Path ?? "$"} (line {e.LineNumber + 1})");
        }
    }

    private static EvidenceBoard Checked(EvidenceBoard board)
    {
        if (board.Segments is null || board.UsersWithout is null)
        {
            throw new JsonTextException("segment evidence of form 2 was expected");
        }

        if (board.UsersWithout.Contains(null!) || board.Segments.Any(static s => s is null || s.HeaviestUsers.Contains(null!) || s.Reasons.Contains(null!, StringComparer.Ordinal)))
        {
            throw new JsonTextException("null stands in one of its lists");
        }

        if (board.UsersWithout.Any(static u => u.User is null || u.Reason is null) || board.Merged.Any(static m => m?.Owner is null || m.Users is null || m.Users.Contains(null!, StringComparer.Ordinal)) || board.Priors.Values.Contains(null!))
        {
            throw new JsonTextException("a user, an owner or a prior of its lists is not whole");
        }

        if (EvidenceRuleCheck.Problem(board.Rule) is { } problem)
        {
            throw new JsonTextException(problem);
        }

        HashSet<(string, string)> seen = [];
        return board.Segments.FirstOrDefault(s => !seen.Add((s.SegmentKey, s.Variant))) is { } doubled
            ? throw new JsonTextException($"the segment '{VisibleText.Of(doubled.SegmentKey, 200)}' stands in it twice")
            : board;
    }
}
