using System.Globalization;
using System.Text.RegularExpressions;
using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>For how many positions of a scan something can be measured, and why not for the others.</summary>
public sealed partial record ScanCoverage
{
    /// <summary>Positions in all.</summary>
    public required int Positions { get; init; }

    /// <summary>Positions whose market has, or may have, a scheduled start: these have a closing line or a reason why not.</summary>
    public required int LinePositions { get; init; }

    /// <summary>Of these, those with a closing line before the event.</summary>
    public required int Lines { get; init; }

    /// <summary>Positions of markets without a scheduled start: these have a markout or a reason why not.</summary>
    public required int MarkoutPositions { get; init; }

    /// <summary>Of these, those with a markout.</summary>
    public required int Markouts { get; init; }

    /// <summary>Why the others have neither, by each position's first reason; the most frequent first.</summary>
    public required IReadOnlyList<MissingReason> Missing { get; init; }

    /// <summary>Share of the positions with a line or a markout, 0 to 1; null where there are no positions.</summary>
    public double? MeasuredShare => Positions == 0 ? null : (double)(Lines + Markouts) / Positions;

    // btc-updown-5m-1767225600, and the older bitcoin-up-or-down-january-1-3pm-et.
    private const string ShortWindow = @"-updown-(?:[0-9]+m|1h|4h)-|-up-or-down-";

    /// <summary>What a scan says where it could measure nothing, or nothing of a user's many bets on windows of minutes; null otherwise.</summary>
    public string? Explanation { get; private init; }

    internal static ScanCoverage Of(IReadOnlyList<DossierRow> rows)
    {
        Dictionary<string, int> missing = new(StringComparer.Ordinal);
        var lines = 0;
        var markouts = 0;
        var markoutPositions = 0;
        var shortWindows = 0;
        foreach (var row in rows)
        {
            var isMarkout = row.Extras.Entry is { IsMarkout: true };
            var isPresent = isMarkout ? row.Extras.Entry!.Markout is not null : row.PreEvent.IsPresent || (row.Extras.Entry is null && row.Line.IsPresent);
            markoutPositions += isMarkout ? 1 : 0;
            if (isPresent)
            {
                lines += isMarkout ? 0 : 1;
                markouts += isMarkout ? 1 : 0;
                continue;
            }

            var reason = isMarkout ? row.Extras.Entry!.MarkoutMissingReason : row.PreEvent.MissingReason.Length > 0 ? row.PreEvent.MissingReason : row.Line.MissingReason;
            reason = reason.Length > 0 ? reason : row.CanHaveLine ? "UNSPECIFIED" : "MISSING_ENTRY_PRICE";
            missing[reason] = missing.GetValueOrDefault(reason) + 1;
            shortWindows += ShortWindows().IsMatch(row.MarketSlug) ? 1 : 0;
        }

        MissingReason[] reasons = [.. missing.Select(static m => new MissingReason(m.Key, m.Value)).OrderByDescending(static m => m.Count).ThenBy(static m => m.Reason, StringComparer.Ordinal)];
        ScanCoverage coverage = new()
        {
            Positions = rows.Count,
            LinePositions = rows.Count - markoutPositions,
            Lines = lines,
            MarkoutPositions = markoutPositions,
            Markouts = markouts,
            Missing = reasons,
        };
        return coverage with { Explanation = coverage.Explain(shortWindows) };
    }

    // Said where it is the whole story, not of every gap.
    private string? Explain(int shortWindows)
    {
        if (Positions == 0 || Missing.Count == 0 || (Lines + Markouts > 0 && shortWindows * 2 < Positions))
        {
            return null;
        }

        var without = Missing.Sum(static m => m.Count);
        var story = string.Create(CultureInfo.InvariantCulture, $"no_lines: {without} of {Positions} positions have neither a closing line nor a markout: {string.Join("; ", Missing.Take(3).Select(static m => $"{m.Count} {Meaning(m.Reason)}"))}");
        return shortWindows * 2 < without
            ? story + "."
            : string.Create(CultureInfo.InvariantCulture, $"{story}. {shortWindows} are of markets on a window of minutes or hours (up or down): most bets on those are made while the window runs, when its outcome is already under way, so there is no price from before the start to compare them with.");
    }

    private static string Meaning(string reason) => reason switch
    {
        "INVALID_TIME_ORDER_ENTRY_AFTER_CLOSE" => "bought at or after the start (INVALID_TIME_ORDER_ENTRY_AFTER_CLOSE)",
        "START_MOVED" => "bought between two times that were given for the start (START_MOVED)",
        "EMPTY_HISTORY" => "without any price (EMPTY_HISTORY)",
        "OUTSIDE_WINDOW" => "without a price shortly before the start (OUTSIDE_WINDOW)",
        "CLOSE_IN_FUTURE" => "not started yet (CLOSE_IN_FUTURE)",
        "HORIZON_IN_FUTURE" => "bought less than a day before the scan (HORIZON_IN_FUTURE)",
        "NO_CLOSE_TS" => "without a known start (NO_CLOSE_TS)",
        "MISSING_ENTRY_TS" => "without a time of entry (MISSING_ENTRY_TS)",
        "MISSING_ENTRY_PRICE" => "without a price of entry, as shares of a split have none (MISSING_ENTRY_PRICE)",
        "ACCESS_REFUSED" => "whose prices the service refused (ACCESS_REFUSED; Test-PolymarketApi says more)",
        "OFFLINE" => "whose prices the cache does not hold (OFFLINE)",
        _ => $"({reason})",
    };

    [GeneratedRegex(ShortWindow, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: PatternTime.Limit)]
    private static partial Regex ShortWindows();
}

/// <summary>A reason why something could not be measured, and for how many positions it is the first.</summary>
/// <param name="Reason">Its code, as <c>docs/scan.md</c> lists them.</param>
/// <param name="Count">Positions.</param>
public sealed record MissingReason(string Reason, int Count);
