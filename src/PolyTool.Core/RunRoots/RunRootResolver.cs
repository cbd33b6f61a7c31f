using System.Collections;
using System.Globalization;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.RunRoots;

/// <summary>Finds run roots: below a folder, in a list file, at any depth, or the newest of each wallet.</summary>
public static class RunRootResolver
{
    /// <summary>What one path stands for: a run root for itself, another folder for its sub-folders, a file for the entries of its list.</summary>
    /// <param name="path">The path.</param>
    /// <param name="recurse">Of a folder: every folder in it, at any depth, that holds the required files.</param>
    /// <param name="toFullPath">Makes an entry of a list absolute.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The run roots in order, and list entries that are no folder.</returns>
    /// <exception cref="IOException">The path cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The path may not be read.</exception>
    public static RunRootSelection Resolve(GivenPath path, bool recurse, Func<string, string> toFullPath, CancellationToken cancellationToken = default)
    {
        if (File.Exists(path.Full))
        {
            return List(path.Full, toFullPath, cancellationToken);
        }

        if (recurse)
        {
            return new(Below(path, cancellationToken), []);
        }

        return File.Exists(Path.Combine(path.Full, RunRootFileNames.Candidates))
            ? new([path], [])
            : Children(path, cancellationToken);
    }

    /// <summary>The immediate sub-folders of a folder, in code-point order of their names; links to folders count.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>All of them.</returns>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static RunRootSelection Children(GivenPath folder, CancellationToken cancellationToken = default) =>
        new(SubFoldersOf(folder, cancellationToken), []);

    /// <summary>The folders that a list file names, in its order.</summary>
    /// <param name="listFile">The file to open.</param>
    /// <param name="toFullPath">Makes an entry absolute.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The entries that are folders; the other entries apart.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static RunRootSelection List(string listFile, Func<string, string> toFullPath, CancellationToken cancellationToken = default)
    {
        List<GivenPath> roots = [];
        List<string> missing = [];
        foreach (var entry in TextList.Read(listFile, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // A NUL cannot be part of a path; the functions that make paths absolute throw at it.
            if (!entry.Contains('\0', StringComparison.Ordinal) && toFullPath(entry) is { } full && Directory.Exists(full))
            {
                roots.Add(new GivenPath(entry, full).Recorded());
            }
            else
            {
                missing.Add(RecordedPath.Normalise(entry));
            }
        }

        return new(roots, missing);
    }

    /// <summary>Of the run roots of one wallet only the newest, by <c>generated_at</c>, then by path.</summary>
    /// <param name="roots">The run roots.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The newest ones in the order given; a run root that does not say whose it is stays.</returns>
    public static IReadOnlyList<RunRoot> Latest(IEnumerable<RunRoot> roots, CancellationToken cancellationToken = default)
    {
        List<RunRoot> identified = [.. roots.Select(root => RunRootIdentity.Read(root, cancellationToken))];
        Dictionary<string, RunRoot> newest = new(StringComparer.Ordinal);
        foreach (var root in identified)
        {
            if (Owner(root) is { } owner && (!newest.TryGetValue(owner, out var other) || IsNewer(root, other)))
            {
                newest[owner] = root;
            }
        }

        return [.. identified.Where(root => Owner(root) is not { } owner || ReferenceEquals(newest[owner], root))];
    }

    /// <summary>One folder as a run root.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The run root.</returns>
    public static RunRoot Describe(GivenPath path) => new()
    {
        Path = path.Typed,
        FullPath = path.Full,
        Name = RecordedPath.Name(path.Typed),
        HasRequiredFiles = RunRootFileNames.AreIn(path.Full),
    };

    private static string? Owner(RunRoot root) =>
        root.Wallet?.ToLowerInvariant() ?? (root.UserSlug is null or "unknown" ? null : "@" + root.UserSlug);

    private static bool IsNewer(RunRoot root, RunRoot other)
    {
        var order = Nullable.Compare(root.GeneratedAt, other.GeneratedAt);
        return order != 0 ? order > 0 : CodePointOrder.Comparer.Compare(root.Path, other.Path) > 0;
    }

    private static List<GivenPath> Below(GivenPath folder, CancellationToken cancellationToken)
    {
        List<GivenPath> found = [];
        Stack<GivenPath> open = new([folder]);
        while (open.TryPop(out var next))
        {
            if (RunRootFileNames.AreIn(next.Full))
            {
                found.Add(next);
            }
            else if (ReferenceEquals(next, folder) || !IsLink(next.Full))
            {
                // Links below the folder are looked at but not entered: they can lead around in a circle.
                foreach (var child in SubFoldersOf(next, cancellationToken).Reverse())
                {
                    open.Push(child);
                }
            }
        }

        return found;
    }

    private static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;

    private static SubFolders SubFoldersOf(GivenPath folder, CancellationToken cancellationToken)
    {
        List<string> names = [];
        foreach (var child in Directory.EnumerateDirectories(folder.Full))
        {
            cancellationToken.ThrowIfCancellationRequested();
            names.Add(Path.GetFileName(child));
        }

        names.Sort(CodePointOrder.Comparer);
        return new(folder, names.ToArray());
    }
}

/// <summary>What a path stands for.</summary>
/// <param name="RunRoots">The run roots, in order; <see cref="RunRootResolver.Describe"/> says more of one.</param>
/// <param name="Missing">Entries of a list file that are no folder, as recorded.</param>
public sealed record RunRootSelection(IReadOnlyList<GivenPath> RunRoots, IReadOnlyList<string> Missing);

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

/// <summary>Folders in one folder. Only their names are in memory, so that a million of them are no million paths.</summary>
internal sealed class SubFolders(GivenPath folder, IReadOnlyList<string> names) : IReadOnlyList<GivenPath>
{
    public int Count => names.Count;

    public GivenPath this[int index] => folder.Join(names[index]);

    public IEnumerator<GivenPath> GetEnumerator()
    {
        for (var i = 0; i < names.Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
