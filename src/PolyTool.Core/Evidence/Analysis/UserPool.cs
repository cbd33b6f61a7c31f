using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// Users as the studies of a meta-analysis. A user's variance is the variance of an event, pooled over all users of
/// the segment, over the user's events: with each user's own variance, mean and weight would go together when CLV
/// is skewed, and intervals would miss.
/// </summary>
internal sealed class UserPool
{
    /// <summary>Spread below this share of the values is rounding, not spread.</summary>
    private const double Noise = 1e-9;

    private readonly StudyGroup[] _groups;
    private readonly int[] _events;
    private readonly double _squares;
    private readonly double? _third;
    private readonly bool _flat;
    private readonly long _free;
    private readonly double _floor;

    private UserPool(StudyGroup[] groups, int[] events, int users, long allEvents, double squares, double? third, bool flat, double scale, double floor)
    {
        (_groups, _events, Users, Events, _squares, _third, _flat, _floor) = (groups, events, users, allEvents, squares, third, flat, floor);
        _free = allEvents - users;
        Scale = scale;
        WithinVariance = Within(squares, _free);
        SetVariances(_groups, _events, WithinVariance);
    }

    public int Users { get; }

    public long Events { get; }

    /// <summary>
    /// Variance of an event within users, at least the floor; null where every user has one event or each user's events are
    /// all equal: then all users weigh the same, and only their spread tells the error.
    /// </summary>
    public double? WithinVariance { get; }

    /// <summary>Degrees of freedom of that variance.</summary>
    public long WithinFreedom => _free;

    /// <summary>The largest absolute mean.</summary>
    public double Scale { get; }

    /// <summary>An event's variance is held above a floor.</summary>
    public bool HasFloor => _floor > 0;

    /// <summary>Pools the users that have the measure.</summary>
    /// <param name="users">The users; those without events are left out.</param>
    /// <param name="floor">What an event's variance is at least.</param>
    public static UserPool Of(ReadOnlySpan<UserMean> users, double floor = 0) => new GroupBuilder().Build(users, floor);

    /// <summary>Paule-Mandel; null below two users or where all values are equal.</summary>
    public RandomEffectsFit? Fit()
    {
        var fit = Users < 2 ? null : RandomEffects.PauleMandel(_groups);
        return fit is not null && ErrorOf(fit) > Noise * Scale ? fit : null;
    }

    /// <summary>DerSimonian-Laird, under the same conditions.</summary>
    public RandomEffectsFit? MomentFit() => Users < 2 ? null : RandomEffects.DerSimonianLaird(_groups);

    /// <summary>The error of the mean: Hartung and Knapp's, or the ordinary one where that counts and is larger.</summary>
    public double ErrorOf(RandomEffectsFit fit) => Math.Max(fit.HartungKnappError, OrdinaryErrorOf(fit) ?? 0);

    /// <summary>
    /// The ordinary error, which is what the events allow; null where it does not count. It counts where the variance has a
    /// floor, which acts through it, and where Hartung and Knapp's is below half of it: users whose means are nearly equal by
    /// chance make that one tiny. Elsewhere it would only cost power.
    /// </summary>
    public double? OrdinaryErrorOf(RandomEffectsFit fit) =>
        WithinVariance is not null && (_floor > 0 || fit.HartungKnappError < fit.StandardError / 2) ? fit.StandardError : null;

    /// <summary>
    /// t after Hall's (1992) transformation, which takes out the skewness that the mean inherits from its events: rare
    /// large losses make t too large, and its p too small. Null below three events.
    /// </summary>
    public double? SkewAdjustedT(RandomEffectsFit fit)
    {
        if (_third is not { } third)
        {
            return null;
        }

        double sum = 0, cubes = 0;
        for (var i = 0; i < _groups.Length; i++)
        {
            var weight = 1 / (_groups[i].Variance + fit.Tau2);
            sum += _groups[i].Count * weight;
            cubes += _groups[i].Count * weight * weight * weight / (_flat ? 1 : (double)_events[i] * _events[i]);
        }

        var error = fit.HartungKnappError;
        var skewness = third * (cubes / (sum * sum * sum)) / (error * error * error);
        var t = fit.Mean / error;
        var adjusted = t + (skewness * t * t / 3) + (skewness * skewness * t * t * t / 27) + (skewness / 6);
        return double.IsFinite(adjusted) ? adjusted : null;
    }

    /// <summary>The mean without one of its users, variance pooled anew; null where that leaves fewer than two.</summary>
    public double? MeanWithout(in UserMean user)
    {
        if (Users < 3)
        {
            return null;
        }

        var rest = _groups.Length <= 256 ? stackalloc StudyGroup[_groups.Length] : new StudyGroup[_groups.Length];
        _groups.CopyTo(rest);
        var at = Array.BinarySearch(_events, user.Events);
        var free = _free - (user.Events - 1);
        SetVariances(rest, _events, Within(Math.Max(_squares - user.SumOfSquares, 0), free));
        if (rest[at].Count > 1)
        {
            rest[at] = rest[at].Without(user.Mean);
            return RandomEffects.PauleMandelMean(rest);
        }

        rest[(at + 1)..].CopyTo(rest[at..]);
        return RandomEffects.PauleMandelMean(rest[..^1]);
    }

    /// <summary>Mean over all events.</summary>
    public double PlainMean
    {
        get
        {
            double sum = 0;
            for (var i = 0; i < _groups.Length; i++)
            {
                sum += (double)_groups[i].Count * _events[i] * _groups[i].Mean;
            }

            return sum / Events;
        }
    }

    /// <summary>Variance of one user's mean; 1 for all where only the spread between users is known.</summary>
    public double VarianceOf(in UserMean user) => WithinVariance / user.Events ?? 1;

    private double? Within(double squares, long free)
    {
        double? own = free > 0 && squares / free is var variance && variance > Noise * Scale * Noise * Scale ? variance : null;
        return _floor > 0 ? Math.Max(_floor, own ?? 0) : own;
    }

    private static void SetVariances(Span<StudyGroup> groups, ReadOnlySpan<int> events, double? within)
    {
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = groups[i] with { Variance = within / events[i] ?? 1 };
        }
    }

    /// <summary>Sorts users into groups of as many events; one builder can be used again and again by one thread.</summary>
    internal sealed class GroupBuilder
    {
        private readonly SortedDictionary<int, StudyGroup> _large = [];
        private readonly StudyGroup[] _small = new StudyGroup[512];

        /// <summary>Pools the users that have the measure.</summary>
        /// <param name="users">The users; those without events are left out.</param>
        /// <param name="floor">What an event's variance is at least.</param>
        /// <param name="withSkewness">False spares the third moment where nobody asks for it.</param>
        public UserPool Build(ReadOnlySpan<UserMean> users, double floor = 0, bool withSkewness = true)
        {
            double squares = 0, scale = 0;
            long events = 0;
            int count = 0, highest = 0;
            foreach (ref readonly var user in users)
            {
                if (user.Events == 0)
                {
                    continue;
                }

                count++;
                events += user.Events;
                squares += user.SumOfSquares;
                scale = Math.Max(scale, Math.Abs(user.Mean));
                if (user.Events < _small.Length)
                {
                    highest = Math.Max(highest, user.Events);
                    ref var group = ref _small[user.Events];
                    group = group.With(user.Mean);
                }
                else
                {
                    _large[user.Events] = _large.GetValueOrDefault(user.Events).With(user.Mean);
                }
            }

            var groups = new List<StudyGroup>();
            var sizes = new List<int>();
            for (var i = 1; i <= highest; i++)
            {
                if (_small[i].Count > 0)
                {
                    groups.Add(_small[i]);
                    sizes.Add(i);
                    _small[i] = default;
                }
            }

            groups.AddRange(_large.Values);
            sizes.AddRange(_large.Keys);
            _large.Clear();
            // Users of equal events each tell nothing of the skewness within.
            var flat = squares <= Noise * scale * Noise * scale * events;
            return new UserPool([.. groups], [.. sizes], count, events, squares, withSkewness ? Third(users, flat) : null, flat, scale, floor);
        }

        /// <summary>
        /// The third moment of the events about their mean (of the users' means, where each user's events are equal), as far as
        /// it exceeds its own standard error under normality (Fisher 1930). A row has so few events that what lies below is
        /// noise, and noise in the skewness would only cost power; null below three.
        /// </summary>
        private static double? Third(ReadOnlySpan<UserMean> users, bool ofMeans)
        {
            double count = 0, sum = 0, squares = 0, cubes = 0;
            foreach (ref readonly var user in users)
            {
                double events = ofMeans ? Math.Min(user.Events, 1) : user.Events;
                count += events;
                sum += events * user.Mean;
            }

            if (count < 3)
            {
                return null;
            }

            foreach (ref readonly var user in users)
            {
                double events = ofMeans ? Math.Min(user.Events, 1) : user.Events, distance = user.Mean - (sum / count);
                squares += user.SumOfSquares + (events * distance * distance);
                cubes += user.SumOfCubes + (3 * user.SumOfSquares * distance) + (events * distance * distance * distance);
            }

            var third = count * cubes / ((count - 1) * (count - 2));
            var variance = squares / (count - 1);
            var noise = Math.Sqrt(6 * count / ((count - 1) * (count - 2))) * variance * Math.Sqrt(variance);
            return Math.CopySign(Math.Max(0, Math.Abs(third) - noise), third);
        }
    }
}
