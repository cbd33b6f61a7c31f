namespace PolyTool.Core.Polymarket.Positions;

/// <summary>Ids of markets: <c>0x</c> and 64 hex digits, or 62 since the services' second protocol.</summary>
internal static class ConditionIds
{
    private const int Long = 66;
    private const int Short = 64;

    /// <summary>Whether it names several bets in one: those of 31 bytes that begin with 03. Others of that length are ordinary markets.</summary>
    public static bool IsCombo(string? id) => id is { Length: Short } && id.StartsWith("0x03", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether Gamma may know a market of this id.</summary>
    public static bool CanBeMarket(string? id) => id is { Length: Long or Short } && id.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && !IsCombo(id);
}
