using System.Runtime.ExceptionServices;
using PolyTool.Core.Evidence.Analysis;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence;

/// <summary>
/// Collects users one at a time, in any order, and makes the board's evidence. Memory grows with the events, by 48
/// bytes each: 10,000 users of 400 events take about 300 MB. Where there is a place for a file, what is more goes there, and
/// the rows are made a dimension at a time; the board's bytes are the same. Add from one thread at a time.
/// </summary>
/// <param name="rule">The rule.</param>
/// <param name="scratch">Full path of the file for figures that are too many; null: all stay in memory.</param>
/// <param name="mostBytes">What may stay in memory.</param>
internal sealed class EvidenceBuilder(EvidenceRule rule, string? scratch = null, long mostBytes = CollectedRows.MostBytes) : IDisposable
{
    private int _ranks;
    private Dictionary<(string, string), int> _firstDays = [];
    private readonly Dictionary<string, EvidenceUser> _users = new(StringComparer.Ordinal);
    private readonly CollectedRows _rows = new(scratch, mostBytes);
    private readonly List<UserWithoutEvidence> _without = [];

    /// <summary>How the list of users came about.</summary>
    public UserSelection Selection { get; init; }

    /// <summary>Until when the profits were made by which users were chosen, days since 1970-01-01.</summary>
    public int? SelectedUntil { get; init; }

    /// <summary>Adds a user. Of two runs of one wallet the newer counts, and the other is named.</summary>
    /// <exception cref="IOException">Figures cannot be written to the file.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made.</exception>
    public void Add(UserFigures figures)
    {
        var user = new EvidenceUser(figures);
        if (_users.TryGetValue(user.Key, out var other))
        {
            var newer = IsNewer(user, other) ? user : other;
            var older = newer == user ? other : user;
            older.Counts = false;
            _without.Add(new UserWithoutEvidence(older.Name, UserWithoutEvidence.OlderRun));
            _users[user.Key] = newer;
            if (older == user)
            {
                return;
            }
        }
        else
        {
            _users.Add(user.Key, user);
        }

        foreach (var (key, segment) in figures.Segments)
        {
            _rows.Add(key, user, segment);
        }
    }

    /// <summary>Notes a user who brings no statistics.</summary>
    public void AddWithout(string user, string reason) => _without.Add(new UserWithoutEvidence(user, reason));

    /// <summary>All users of one row, heaviest first; empty where nobody has it.</summary>
    /// <param name="segmentKey"><c>dimension:bucket</c>.</param>
    /// <param name="variant">The row's variant.</param>
    /// <param name="floor">The row's variance floor, as its evidence says.</param>
    public IReadOnlyList<UserLine> Lines(string segmentKey, string variant, double? floor)
    {
        RowName name = new(segmentKey, variant);
        var all = _rows.Of(name, withEvents: true);
        if (all.Count == 0)
        {
            return [];
        }

        FindOwners();
        var row = new Row(name, InOrder(all), rule);
        var pool = UserPool.Of(row.Tested, floor ?? 0);
        return RowAnalysis.Lines(row.Members, row.Tested, pool, pool.Fit(), rule, row.Stratum.HasEvents, int.MaxValue);
    }

    /// <summary>Lets go of the file, if there is one.</summary>
    public void Dispose() => _rows.Dispose();

    /// <summary>Makes the board.</summary>
    /// <param name="batchId">The batch's id.</param>
    /// <param name="createdAt">When the batch was made, as its files say.</param>
    /// <param name="workers">Threads to use; they change speed, never a figure.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="IOException">Figures cannot be written to the file, or read.</exception>
    public EvidenceBoard Build(string batchId, string createdAt, int workers, CancellationToken cancellation)
    {
        // In place: there can be a million of them.
        _without.Sort(InFileOrder);
        var merged = FindOwners();
        var drafts = Draft(workers, cancellation);
        var (rows, priors) = BoardAnalysis.Finish(drafts.Select(d => d.Evidence), rule, Inside);
        var tested = rows.Where(r => r.P is not null).ToList();
        return new EvidenceBoard
        {
            BatchId = batchId,
            CreatedAt = createdAt,
            Rule = rule,
            Users = _users.Count,
            UsersWithEvents = _users.Values.Count(u => u.HasEvents),
            Owners = _users.Count - merged.Sum(static m => m.Users.Count - 1),
            Merged = merged,
            UsersUnsigned = _users.Values.Count(static u => u.HasEvents && u.Signature is not { Length: OwnerSignature.Length }),
            UserSelection = Selection,
            SelectedUntil = SelectedUntil,
            UsersWithout = [.. _without],
            Tests = tested.Count,
            TestsByDimension = new SortedDictionary<string, int>(
                tested.GroupBy(r => SegmentNames.Dimension(r.SegmentKey), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
                CodePointOrder.Comparer),
            Priors = priors,
            Placebo = RunPlacebo(drafts, rows, workers, cancellation),
            Segments = rows,
        };
    }

    /// <summary>
    /// Makes the rows. What all rows tell each other is found first. Then come the rows of one dimension and variant after the
    /// other, since only these are compared with each other.
    /// </summary>
    private SegmentDraft[] Draft(int workers, CancellationToken cancellation)
    {
        _rows.Complete();
        var names = _rows.Names.OrderBy(static n => n.Segment, CodePointOrder.Comparer).ThenBy(static n => n.Variant, CodePointOrder.Comparer).ToArray();
        ParallelOptions options = new() { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        var rows = new Row?[names.Length];
        var prices = new RowPrices?[names.Length];
        var firstDays = new int[names.Length];
        Side(names.Length, options, i =>
        {
            var row = Make(names[i], _rows.Fit([names[i]], EventPoint.Size));
            prices[i] = row is null ? null : RowPrices.Of(row);
            firstDays[i] = row is not null && Selection == UserSelection.Profit ? row.FirstDay : 0;
            rows[i] = _rows.AreInFile ? null : row;
        });
        _firstDays = Enumerable.Range(0, names.Length).ToDictionary(i => (names[i].Segment, names[i].Variant), i => firstDays[i]);
        VarianceFloors floors = new(prices.OfType<RowPrices>(), rule);
        var drafts = new SegmentDraft?[names.Length];
        foreach (var together in Enumerable.Range(0, names.Length).GroupBy(i => new RowName(SegmentNames.Dimension(names[i].Segment), names[i].Variant)))
        {
            int[] places = [.. together];
            Draft(places, names, rows, floors, drafts, options);
            Array.ForEach(places, i => rows[i] = null);
            if (_rows.AreInFile)
            {
                // Else the next dimension comes beside what this one left, until the collector looks: 188 to 198 MB at the peak instead of
                // 174 to 176 (6,000 users of 400 events, 20 MB in memory), and no processor time less.
                GC.Collect();
            }
        }

        return [.. drafts.OfType<SegmentDraft>()];
    }

    /// <summary>Makes the rows of some places, read anew where they are not there.</summary>
    private void Draft(int[] places, RowName[] names, Row?[] rows, VarianceFloors floors, SegmentDraft?[] drafts, ParallelOptions options)
    {
        var together = Array.ConvertAll(places, i => names[i]);
        var hold = !_rows.AreInFile || _rows.Fit(together, EventPoint.Size + OwnRest.EventSize);
        if (_rows.AreInFile)
        {
            Side(places.Length, options, i => rows[places[i]] = Make(together[i], hold));
        }

        using OwnRest rest = new(places.Select(i => rows[i]).OfType<Row>(), _ranks, hold || _rows.Fit(together, OwnRest.EventSize));
        Side(places.Length, options, i =>
        {
            // Where not all rows' events can be held, those of the one that is looked at may.
            var row = hold ? rows[places[i]] : Make(together[i], _rows.Fit([together[i]], EventPoint.Size));
            drafts[places[i]] = row is null ? null : RowAnalysis.Run(row, floors.Of(row), rest, rule);
        });
    }

    /// <summary>Null where nobody in it counts.</summary>
    private Row? Make(RowName name, bool withEvents) =>
        InOrder(_rows.Of(name, withEvents)) is { Count: > 0 } members ? new Row(name, members, rule) : null;

    /// <summary>Side by side; what goes wrong in one is thrown as it is.</summary>
    private static void Side(int count, ParallelOptions options, Action<int> action)
    {
        try
        {
            Parallel.For(0, count, options, action);
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }

    /// <summary>The owners of several wallets. Ranks all users and owners by their keys.</summary>
    private List<MergedOwner> FindOwners()
    {
        EvidenceUser[] users = [.. _users.Values.OrderBy(static u => u.Key, StringComparer.Ordinal)];
        var merged = new List<MergedOwner>();
        List<EvidenceUser> owners = [];
        foreach (var group in rule.MergeOwners ? Owners.Group(users).Where(static g => g.Count > 1) : [])
        {
            var owner = EvidenceUser.Owner(group);
            owners.Add(owner);
            merged.Add(new MergedOwner(owner.Name, [.. group.Select(static u => u.Name)]));
            foreach (var user in group)
            {
                user.OwnedBy = owner;
            }
        }

        _ranks = 0;
        foreach (var one in users.Concat(owners).OrderBy(static u => u.Key, StringComparer.Ordinal))
        {
            one.Rank = _ranks++;
        }

        return merged;
    }

    /// <summary>A row's users by key, the wallets of one owner as one.</summary>
    private static List<Member> InOrder(List<Member> counted)
    {
        counted.Sort(static (a, b) => a.User.Rank.CompareTo(b.User.Rank));
        if (!counted.Exists(static m => m.User.OwnedBy is not null))
        {
            return counted;
        }

        List<Member> members = [];
        Dictionary<EvidenceUser, List<SegmentFigures>> owned = [];
        foreach (var member in counted)
        {
            if (member.User.OwnedBy is not { } owner)
            {
                members.Add(member);
            }
            else if (owned.TryGetValue(owner, out var wallets))
            {
                wallets.Add(member.Figures);
            }
            else
            {
                owned.Add(owner, [member.Figures]);
            }
        }

        members.AddRange(owned.Select(static o => new Member(o.Key, o.Value.Count == 1 ? o.Value[0] : SegmentFigures.Pool(o.Value))));
        members.Sort(static (a, b) => a.User.Rank.CompareTo(b.User.Rank));
        return members;
    }

    /// <summary>Whether a row has results of the period whose profits chose the users.</summary>
    private bool Inside(SegmentEvidence row) =>
        Selection == UserSelection.Profit && !(SelectedUntil is { } until && _firstDays[(row.SegmentKey, row.Variant)] > until);

    private Placebo? RunPlacebo(SegmentDraft[] drafts, SegmentEvidence[] rows, int workers, CancellationToken cancellation)
    {
        var boards = new PlaceboBoards(drafts, rule);
        if (boards.IsEmpty || rule.PlaceboBoards < 1)
        {
            return null;
        }

        var random = new SplitMix64(0);
        foreach (var draft in drafts)
        {
            random = new SplitMix64(random.Next() ^ draft.Seed);
        }

        var counts = boards.Run(random.Next(), workers, cancellation);
        var real = rows.Count(r => r.Basis == "events" && r.Q <= rule.MaxQ && VerdictRule.Tested(r)?.Mean > 0);
        return new Placebo
        {
            Boards = counts.Length,
            Above = real,
            MeanAbove = Figures.Round(counts.Average()),
            MostAbove = counts.Max(),
            ShareAtLeastAsMany = Figures.Round((counts.Count(c => c >= real) + 1.0) / (counts.Length + 1)),
        };
    }

    private static int InFileOrder(UserWithoutEvidence a, UserWithoutEvidence b)
    {
        var order = CodePointOrder.Comparer.Compare(a.User, b.User);
        return order != 0 ? order : CodePointOrder.Comparer.Compare(a.Reason, b.Reason);
    }

    private static bool IsNewer(EvidenceUser a, EvidenceUser b)
    {
        var order = string.CompareOrdinal(a.GeneratedAt, b.GeneratedAt);
        order = order != 0 ? order : string.CompareOrdinal(a.RunId, b.RunId);
        order = order != 0 ? order : string.CompareOrdinal(a.Name, b.Name);
        order = order != 0 ? order : a.Fingerprint.CompareTo(b.Fingerprint); // which came first must not matter
        return order > 0;
    }
}
