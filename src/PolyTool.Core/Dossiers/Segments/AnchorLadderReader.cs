using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Segments;

/// <summary>Reads the part <c>closing_line</c> of a segment table.</summary>
internal static class AnchorLadderReader
{
    /// <summary>A year: no honest guard or age is longer.</summary>
    private const double MostHours = 8784;

    private static readonly Dictionary<string, AnchorTime> s_times = new(StringComparer.Ordinal)
    {
        ["game_start"] = AnchorTime.GameStart,
        ["event_start"] = AnchorTime.EventStart,
        ["slug_date"] = AnchorTime.SlugDate,
        ["resolved"] = AnchorTime.Resolved,
        ["closed"] = AnchorTime.Closed,
        ["end_date"] = AnchorTime.EndDate,
    };

    private static readonly Dictionary<string, bool> s_choices = new(StringComparer.Ordinal) { ["first_rung"] = false, ["earliest_start"] = true };

    private static readonly Dictionary<string, AnchorScope> s_scopes = new(StringComparer.Ordinal)
    {
        ["all"] = AnchorScope.All,
        ["sports"] = AnchorScope.Sports,
        ["other"] = AnchorScope.Other,
    };

    /// <summary>Reads a ladder.</summary>
    /// <exception cref="JsonTextException">It says something that cannot be.</exception>
    public static AnchorLadder Read(TableNode node)
    {
        node.Object("max_age_hours", "max_age_hours_sports", "choose", "anchors");
        AnchorRung[] rungs = [.. node["anchors"].Items.Select(Rung)];
        return rungs.Length > 0
            ? new(rungs, node["max_age_hours"].NumberFrom(0, MostHours), node["max_age_hours_sports"].NumberFrom(0, MostHours), node.Optional("choose")?.OneOf(s_choices) ?? false)
            : throw node["anchors"].Wrong("at least one anchor was expected");
    }

    private static AnchorRung Rung(TableNode node)
    {
        node.Object("source", "time", "guard_minutes", "applies_to", "league_hours", "other_hours");
        return new(
            node["source"].Text,
            node["time"].OneOf(s_times),
            node.Optional("guard_minutes")?.NumberFrom(0, MostHours * 60) ?? 0,
            node.Optional("applies_to")?.OneOf(s_scopes) ?? AnchorScope.All,
            (node.Optional("league_hours")?.Members ?? []).ToDictionary(
                static m => m.Name, static m => m.Value.NumberFrom(-48, 48), StringComparer.Ordinal),
            node.Optional("other_hours")?.NumberFrom(-48, 48) ?? 0);
    }
}
