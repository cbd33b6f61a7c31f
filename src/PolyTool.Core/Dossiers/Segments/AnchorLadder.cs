namespace PolyTool.Core.Dossiers.Segments;

/// <summary>The rungs from which the time of a closing line is taken, in the order in which they are tried.</summary>
/// <param name="Rungs">At least one.</param>
/// <param name="MaxAgeHours">Oldest price that still counts as a closing line, hours before the anchor.</param>
/// <param name="MaxAgeHoursSports">The same where the market is a sports market.</param>
/// <param name="EarliestStart">
/// Whether the earliest of all known starts is the anchor, and a market without one is measured by a markout. If not, the first rung
/// that has a time decides, as in the original.
/// </param>
internal sealed record AnchorLadder(IReadOnlyList<AnchorRung> Rungs, double MaxAgeHours, double MaxAgeHoursSports, bool EarliestStart)
{
    /// <summary>The rungs for one kind of market, in order.</summary>
    /// <param name="sports">Whether the market is a sports market.</param>
    public IEnumerable<AnchorRung> For(bool sports) =>
        Rungs.Where(r => r.AppliesTo == AnchorScope.All || r.AppliesTo == (sports ? AnchorScope.Sports : AnchorScope.Other));

    /// <summary>The oldest price that still counts.</summary>
    /// <param name="sports">Whether the market is a sports market.</param>
    public TimeSpan MaxAge(bool sports) => TimeSpan.FromHours(sports ? MaxAgeHoursSports : MaxAgeHours);
}

/// <summary>One rung of the ladder.</summary>
/// <param name="Source">Its name, which is recorded in each position's <c>close_ts_source</c>.</param>
/// <param name="Time">Which time it takes.</param>
/// <param name="GuardMinutes">How long before that time the anchor lies; 0 or more.</param>
/// <param name="AppliesTo">The markets that it is for.</param>
/// <param name="LeagueHours">
/// For <see cref="AnchorTime.SlugDate"/>: hours to add to 00:00 UTC of the slug's date, by league; 0 where a league is not
/// named (see <paramref name="OtherHours"/>). Negative where the slug has the venue's date and the venue's day begins before the UTC day.
/// </param>
/// <param name="OtherHours">The same for leagues that are not named.</param>
internal sealed record AnchorRung(
    string Source, AnchorTime Time, double GuardMinutes, AnchorScope AppliesTo, IReadOnlyDictionary<string, double> LeagueHours, double OtherHours)
{
    /// <summary>The anchor that this rung makes of its time.</summary>
    /// <param name="time">The time; for a slug's date its 00:00 UTC.</param>
    /// <param name="league">The market's league code, or <c>unknown</c>.</param>
    public DateTimeOffset Anchor(DateTimeOffset time, string league) =>
        time.AddMinutes(-GuardMinutes).AddHours(LeagueHours.GetValueOrDefault(league, OtherHours));
}

/// <summary>The times that a rung can take.</summary>
internal enum AnchorTime
{
    /// <summary><c>gameStartTime</c> of the market.</summary>
    GameStart,

    /// <summary><c>eventStartTime</c> or <c>startTime</c> of the event.</summary>
    EventStart,

    /// <summary>The date at the end of the slug.</summary>
    SlugDate,

    /// <summary>When the market resolved.</summary>
    Resolved,

    /// <summary><c>closedTime</c> of the market.</summary>
    Closed,

    /// <summary><c>endDate</c> of the market.</summary>
    EndDate,
}

/// <summary>The markets that a rung is for.</summary>
internal enum AnchorScope
{
    /// <summary>All.</summary>
    All,

    /// <summary>Sports markets, e-sports included.</summary>
    Sports,

    /// <summary>All others.</summary>
    Other,
}
