using System.Runtime.InteropServices;

namespace PolyTool.Core.Evidence.Users;

/// <summary>
/// The users of each row with their figures, in the order in which they come: in memory as long as that is little, from then
/// on all of them in a file.
/// </summary>
/// <param name="path">Where the file goes if one is needed; null: all stays in memory.</param>
/// <param name="mostBytes">What may stay in memory.</param>
internal sealed class CollectedRows(string? path, long mostBytes) : IDisposable
{
    /// <summary>What may stay in memory where nothing else is said: a few hundred megabytes, some 12,000 users of 400 events.</summary>
    public const long MostBytes = 384 << 20;

    // Figures, their user and place, and what is made of them with their row.
    private const int BytesOfFigures = 200;

    private readonly Dictionary<RowName, Users> _rows = [];
    private long _bytes;
    private FiguresFile? _file;

    /// <summary>The rows' names, in no order.</summary>
    public IReadOnlyCollection<RowName> Names => _rows.Keys;

    /// <summary>Whether figures are in a file: then <see cref="Of"/> reads them each time.</summary>
    public bool AreInFile => _file is not null;

    /// <summary>Adds a user to a row.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made.</exception>
    public void Add(RowName row, EvidenceUser user, in SegmentFigures figures)
    {
        ref var users = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, row, out _);
        users ??= new();
        users.Events += figures.EventCount;
        _bytes += BytesOfFigures + (figures.EventCount * EventPoint.Size);
        if (_file is null && path is not null && _bytes > mostBytes)
        {
            MoveToFile(path);
        }

        if (_file is null)
        {
            users.Held.Add(user, figures);
        }
        else
        {
            users.InFile.Add(new(user, _file.Add(figures)));
        }
    }

    /// <summary>All users are added.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Complete() => _file?.Complete();

    /// <summary>Whether the events of these rows together are little enough to be held.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="bytes">What is held of each event.</param>
    public bool Fit(IEnumerable<RowName> rows, int bytes) => rows.Sum(row => _rows[row].Events) * bytes <= mostBytes;

    /// <summary>The users of a row who count, in the order in which they came; empty where nobody has it. For any number of threads.</summary>
    /// <param name="row">The row.</param>
    /// <param name="withEvents">Whether events that are in a file are read too; else each time that they are asked for.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public List<Member> Of(RowName row, bool withEvents)
    {
        List<Member> members = [];
        if (_rows.TryGetValue(row, out var users))
        {
            members.AddRange(users.Held.All().Where(static one => one.User.Counts));
            foreach (var one in users.InFile)
            {
                if (one.User.Counts)
                {
                    members.Add(new(one.User, _file!.Read(one.Place, withEvents)));
                }
            }
        }

        return members;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void MoveToFile(string path)
    {
        _file = new(path);
        foreach (var users in _rows.Values)
        {
            foreach (var one in users.Held.All())
            {
                users.InFile.Add(new(one.User, _file.Add(one.Figures)));
            }

            users.Held = new();
        }

        // What was in memory is garbage now, and as much again would come before the collector looks (see EvidenceBuilder).
        GC.Collect();
    }

    private sealed class Users
    {
        public MemberBlocks Held { get; set; } = new();

        public List<PlaceInFile> InFile { get; } = [];

        public long Events { get; set; }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct PlaceInFile(EvidenceUser User, long Place);
}
