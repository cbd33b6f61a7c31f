using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Batches;

/// <summary>Makes rows of results, one user after the other: the place where doubles are found out.</summary>
internal sealed class BatchRows(LeaderboardArtifacts artifacts, BatchWork work, int capacity)
{
    private const int NamedAtMost = 5;

    private readonly Dictionary<TextKey, int> _runRoots = new(capacity);
    // Labels and wallets.
    private readonly HashSet<TextKey> _people = new(2 * capacity);
    // The first user of each wallet, where users are scanned.
    private readonly Dictionary<TextKey, int> _wallets = [];
    private readonly SortedSet<string> _repeated = new(CodePointOrder.Comparer);

    /// <summary>Adds a user.</summary>
    /// <param name="result">What came of the user.</param>
    /// <returns>The row, or a warning where there is none.</returns>
    public BatchEvent Add(WorkResult result)
    {
        if (result.Content is not null || work.LeavesOutDoubles)
        {
            if (!_runRoots.TryAdd(result.RunRootKey, result.Number))
            {
                var first = work.NameOf(_runRoots[result.RunRootKey]);
                if (work.LeavesOutDoubles)
                {
                    return new BatchWarning($"The run root '{result.RunRoot}' is the same folder as '{first}' before it; it counts once.");
                }

                result = result.Failed("RunRootRepeated", $"The scan returned the run root '{result.RunRoot}', which is already that of user '{first}'.");
            }
        }

        // Given as a handle and as a wallet, say. Run roots that are combined are another matter: there, two runs of one user are what was asked for.
        if (result.Content is not null && !work.LeavesOutDoubles && result.Wallet is { Length: > 0 } wallet
            && _wallets.GetValueOrDefault(TextKey.Of(wallet.ToLowerInvariant())) is > 0 and var earlier)
        {
            result = result.Failed("UserRepeated", $"The scan is of the wallet {wallet}, which is already that of user '{work.NameOf(earlier)}'; it counts once, on every board.");
        }

        if (result.Content is not { } content)
        {
            return Row(result, artifacts.AddFailure(result.User, result.Error!), result.Code);
        }

        var row = artifacts.AddSuccess(result.User, result.UserKey, result.RunRoot!.Typed, content);
        if (row.Succeeded && !work.LeavesOutDoubles && result.Wallet is { Length: > 0 } own)
        {
            _wallets.TryAdd(TextKey.Of(own.ToLowerInvariant()), result.Number);
        }

        if (row.Succeeded && IsKnown(result))
        {
            _repeated.Add(result.User);
        }

        return Row(result, row, row.Succeeded ? result.Code : "RunRootDefect");
    }

    /// <summary>What to say of all rows together; null where there is nothing.</summary>
    public BatchWarning? Warning() => _repeated.Count == 0
        ? null
        : new($"{(_repeated.Count == 1 ? "One user has" : $"{_repeated.Count} users have")} more than one run root; the leaderboard counts all of them, the evidence the newest of each wallet alone: {string.Join(", ", _repeated.Take(NamedAtMost))}"
            + (_repeated.Count > NamedAtMost ? ", …" : "") + ". Resolve-RunRoot -Latest keeps the newest one of each wallet.");

    private static UserFinished Row(WorkResult result, UserResult row, string? code) => new(result.Number, row, code, result.Attempts, result.Elapsed);

    private bool IsKnown(WorkResult result)
    {
        var known = !_people.Add(result.UserKey);
        // The same text twice is one key: a user that is labelled by its wallet is not known from itself.
        return result.Wallet is { Length: > 0 } wallet && wallet != result.User ? !_people.Add(TextKey.Of(wallet.ToLowerInvariant())) || known : known;
    }
}
