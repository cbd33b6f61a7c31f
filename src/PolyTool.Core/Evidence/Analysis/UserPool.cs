using PolyTool.Core.Evidence.Statistics;
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
    private readonly double? _thirdMoment;
    private readonly long _free;

    private UserPool(StudyGroup[] groups, int[] events, int users, long allEvents, double squares, double? thirdMoment, double scale)
    {
        (_groups, _events, Users, Events, _squares, _thirdMoment) = (groups, events, users, allEvents, squares, thirdMoment);
        _free = allEvents - users;
        Scale = scale;
        WithinVariance = _free > 0 ? squares / _free : null;
        IsFlat = WithinVariance <= Noise * scale * Noise * scale;
        SetVariances(_groups, _events, WithinVariance);
    }

    public int Users { get; }

    public long Events { get; }

    /// <summary>Variance of an event within users; null where every user has one event: then all users weigh the same.</summary>
    public double? WithinVariance { get; }

    /// <summary>Degrees of freedom of that variance.</summary>
    public long WithinFreedom => _free;

    /// <summary>All events of each user have the same value: nothing can be said of the error.</summary>
    public bool IsFlat { get; }

    /// <summary>The largest absolute mean.</summary>
    public double Scale { get; }

    /// <summary>Pools the users that have the measure.</summary>
    public static UserPool Of(ReadOnlySpan<UserMean> users) => new GroupBuilder().Build(users);

    /// <summary>Paule-Mandel; null below two users or where no error can be known.</summary>
    public RandomEffectsFit? Fit()
    {
        var fit = Users < 2 || IsFlat ? null : RandomEffects.PauleMandel(_groups);
        return fit is not null && fit.HartungKnappError > Noise * Scale ? fit : null;
    }

    /// <summary>DerSimonian-Laird, under the same conditions.</summary>
    public RandomEffectsFit? MomentFit() => Users < 2 || IsFlat ? null : RandomEffects.DerSimonianLaird(_groups);

    /// <summary>
    /// Two-sided p of a mean of zero after Hall's (1992) transformation, which takes out the skewness that the mean
    /// inherits from its events: rare large losses make t too large, and Hartung-Knapp's p too small. The skewness is
    /// pooled within users; null where no user has three events.
    /// </summary>
    public double? SkewAdjustedP(RandomEffectsFit fit)
    {
        if (_thirdMoment is not { } third)
        {
            return null;
        }

        double sum = 0, cubes = 0;
        for (var i = 0; i < _groups.Length; i++)
        {
            var weight = 1 / (_groups[i].Variance + fit.Tau2);
            sum += _groups[i].Count * weight;
            cubes += _groups[i].Count * weight * weight * weight / _events[i] / _events[i];
        }

        var error = fit.HartungKnappError;
        var skewness = third * (cubes / (sum * sum * sum)) / (error * error * error);
        var t = fit.Mean / error;
        var adjusted = t + (skewness * t * t / 3) + (skewness * skewness * t * t * t / 27) + (skewness / 6);
        return double.IsFinite(adjusted) ? StudentT.TwoSidedP(adjusted, fit.Studies - 1) : null;
    }

    /// <summary>The mean without one of its users, variance pooled anew; null where that leaves fewer than two.</summary>
    public double? MeanWithout(in UserMean user)
    {
        if (Users < 3)
        {
            return null;
        }

        Span<StudyGroup> rest = _groups.Length <= 256 ? stackalloc StudyGroup[_groups.Length] : new StudyGroup[_groups.Length];
        _groups.CopyTo(rest);
        var at = Array.BinarySearch(_events, user.Events);
        var free = _free - (user.Events - 1);
        double? within = free > 0 ? Math.Max(_squares - user.SumOfSquares, 0) / free : null;
        if (within <= Noise * Scale * Noise * Scale)
        {
            within = WithinVariance; // one user has all the spread: keep the weights that the whole had
        }

        SetVariances(rest, _events, within);
        if (rest[at].Count > 1)
        {
            rest[at] = rest[at].Without(user.Mean);
            return RandomEffects.PauleMandelMean(rest);
        }

        rest[(at + 1)..].CopyTo(rest[at..]);
        return RandomEffects.PauleMandelMean(rest[..^1]);
    }

    /// <summary>Variance of one user's mean; null where only the spread between users is known.</summary>
    public double? VarianceOf(in UserMean user) => WithinVariance / user.Events;

    private static void SetVariances(Span<StudyGroup> groups, ReadOnlySpan<int> events, double? within)
    {
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = groups[i] with { Variance = within is > 0 ? within.Value / events[i] : 1 };
        }
    }

    /// <summary>Sorts users into groups of as many events; one builder can be used again and again by one thread.</summary>
    internal sealed class GroupBuilder
    {
        private readonly SortedDictionary<int, StudyGroup> _large = [];
        private readonly StudyGroup[] _small = new StudyGroup[512];

        public UserPool Build(ReadOnlySpan<UserMean> users)
        {
            double squares = 0, cubes = 0, cubeBase = 0, scale = 0;
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
                if (user.Events > 2)
                {
                    cubes += user.SumOfCubes;
                    cubeBase += (user.Events - 1.0) * (user.Events - 2.0) / user.Events;
                }

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
            return new UserPool([.. groups], [.. sizes], count, events, squares, cubeBase > 0 ? cubes / cubeBase : null, scale);
        }
    }
}
