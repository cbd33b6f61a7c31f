using System.Management.Automation;
using PolyTool.Core.Evidence;
using PolyTool.Core.Hypotheses;

namespace PolyTool.PowerShell.Support;

/// <summary>Errors of evidence and hypotheses.</summary>
internal static class EvidenceErrors
{
    /// <summary>Whether reading a batch, its evidence or hypotheses makes this error.</summary>
    public static bool IsReading(Exception error) => error is EvidenceFileException or HypothesisException || LeaderboardErrors.IsReading(error);

    /// <summary><c>EvidenceUnreadable</c>, a hypothesis's own code, or what reading a leaderboard makes.</summary>
    /// <param name="path">The path as the user typed it.</param>
    /// <param name="error">What reading it threw.</param>
    public static ErrorRecord Reading(string path, Exception error) => error switch
    {
        EvidenceFileException => ErrorRecords.Create(
            "EvidenceUnreadable", ErrorCategory.InvalidData, $"The evidence of the batch at '{path}' cannot be used: {error.Message}. Make the batch again, or remove its segment_evidence.json.", path, error),
        HypothesisException hypothesis => ErrorRecords.Create(
            hypothesis.Code, ErrorCategory.InvalidData, $"The hypotheses in '{path}' cannot be used: {error.Message}.", path, error),
        _ => LeaderboardErrors.Reading(path, error),
    };
}
