using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Hypotheses;

/// <summary>A succeeded user of a batch whose statistics cannot be read.</summary>
/// <param name="Name">The user.</param>
/// <param name="File">Full path of the statistics.</param>
/// <param name="Problem">What is wrong with them; null where there are none.</param>
internal sealed record UnreadUser(string Name, string File, string? Problem)
{
    /// <summary>
    /// Refuses a batch of which statistics that were there when it was made cannot be read: a set would not know what was seen
    /// of these users, and a look would test another batch than the one that was made. Users who never had any are no loss: the
    /// evidence names them, or counts them without events.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="evidence">Its evidence.</param>
    /// <param name="unread">Whose statistics cannot be read.</param>
    /// <exception cref="Failure"><c>StatisticsUnreadable</c>.</exception>
    public static void RefuseLost(SavedBatch batch, EvidenceBoard evidence, IReadOnlyList<UnreadUser> unread)
    {
        var never = evidence.UsersWithout.Where(static u => u.User is not null && u.Reason != UserWithoutEvidence.OlderRun).CountBy(static u => u.User, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var meansAlone = evidence.Users - evidence.UsersWithEvents;
        List<UnreadUser> lost = [];
        foreach (var user in unread)
        {
            if (never.GetValueOrDefault(user.Name) is > 0 and var left)
            {
                never[user.Name] = left - 1;
            }
            else if (user.Problem is null && meansAlone > 0)
            {
                meansAlone--;
            }
            else
            {
                lost.Add(user);
            }
        }

        if (lost is [var first, ..])
        {
            throw new Failure(
                "StatisticsUnreadable",
                $"The statistics of {lost.Count} {(lost.Count == 1 ? "user" : "users")} of the batch at '{batch.Folder}' were there when it was made and cannot be read, of the first '{first.File}': {first.Problem ?? "no such file"}. "
                    + "Recorded run roots are relative to the current location: go to where the batch was made, or make a batch of what is left (Invoke-BatchRun -AggregateOnly).",
                batch.Folder);
        }
    }
}
