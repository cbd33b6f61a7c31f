using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.Core.Hypotheses;

/// <summary>A set's file with the looks beside it.</summary>
/// <param name="File">Full path of the set.</param>
/// <param name="Set">The set.</param>
/// <param name="Looks">What happened to it.</param>
public sealed record ChainLink(string File, HypothesisSet Set, HypothesisLooks Looks)
{
    /// <summary>The time of the last thing that happened to it, as files hold times.</summary>
    internal string LastTime => Looks.Entries.Count > 0 ? Looks.Entries[^1].At : Set.FrozenAt;

    /// <summary>The time by the clock, as files hold times.</summary>
    /// <exception cref="Failure"><c>ClockSetBack</c>: something happened to the set after it.</exception>
    internal string Now(DateTimeOffset clock)
    {
        var at = EpochClock.Format(clock);
        return string.CompareOrdinal(at, LastTime) >= 0 ? at
            : throw new Failure("ClockSetBack", $"It is {at} by the clock, and '{File}' was frozen or looked at at {LastTime}. Set the clock right.", File);
    }
}

/// <summary>A set and those before it. All lie in one folder, so that none can be left out unseen.</summary>
public static class HypothesisChain
{
    /// <summary>Reads a set and all before it, the oldest first.</summary>
    /// <param name="file">Full path of the set.</param>
    /// <exception cref="Failure">One is no set, was changed or cannot be read; <c>HypothesisChainBroken</c>: one is missing, is not the one that was named, or came later.</exception>
    public static IReadOnlyList<ChainLink> Read(string file)
    {
        List<ChainLink> links = [];
        var next = (string?)file;
        while (next is not null)
        {
            var set = HypothesisSetFile.Read(next);
            var link = new ChainLink(next, set, HypothesisLooksFile.Read(next, set));
            if (links.Count > 0)
            {
                Check(link, links[^1]);
            }

            links.Add(link);
            next = set.After is { } after ? Path.Combine(Path.GetDirectoryName(next)!, NameOf(after, next)) : null;
        }

        links.Reverse();
        return links;
    }

    private static string NameOf(PreviousSet after, string file)
    {
        var path = Path.Combine(Path.GetDirectoryName(file)!, after.File);
        return after.File.Length > 0 && Path.GetFileName(after.File) == after.File && FileAt.Find(path) is { Exists: true }
            ? after.File
            : throw Broken(file, $"the set before it, '{after.File}', is not in its folder");
    }

    private static void Check(ChainLink earlier, ChainLink later)
    {
        var after = later.Set.After!;
        if (earlier.Set.ContentHash != after.Hash)
        {
            throw Broken(later.File, $"'{after.File}' is not the set that it was frozen after");
        }

        if (after.Looks.Length > 0 && !earlier.Looks.Entries.Any(e => e.Hash == after.Looks))
        {
            throw Broken(later.File, $"looks at '{after.File}' that were there when it was frozen are missing");
        }

        if (string.CompareOrdinal(earlier.Set.FrozenAt, later.Set.FrozenAt) > 0)
        {
            throw Broken(later.File, $"'{after.File}' was frozen after it");
        }
    }

    private static Failure Broken(string file, string reason) => new(
        "HypothesisChainBroken", $"The chain of '{file}' does not fit: {reason}. Keep all sets of a chain, and their looks, in one folder as they were written.", file);
}
