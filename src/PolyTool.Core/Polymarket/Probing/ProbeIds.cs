using System.Text.Json;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Probing;

/// <summary>Ids that answers gave, for the questions after them; where none gave any, ids of a well-known old market, so that every host is asked something.</summary>
internal sealed class ProbeIds
{
    // The market on the presidential election of the United States of 2024, and its first outcome.
    private const string OldCondition = "0xdd22472e552920b8438158ea7238bfadfa4f736aa4cee91a6b86c39ead110917";
    private const string OldToken = "21742633143463906290569050155826241533067272736897614950488156847949938836455";

    // Nobody's.
    private const string OldWallet = "0x000000000000000000000000000000000000dead";

    private string? _condition;
    private string? _closedCondition;
    private string? _token;
    private string? _wallet;
    private string? _name;

    public string Condition => _condition ?? _closedCondition ?? OldCondition;

    public string ClosedCondition => _closedCondition ?? OldCondition;

    public string Token => _token ?? OldToken;

    /// <summary>Tokens to ask for at once; the well-known one among them.</summary>
    public IReadOnlyList<string> Tokens => _token is null ? [OldToken] : [_token, OldToken];

    public string Wallet => _wallet ?? OldWallet;

    public string Name => _name ?? "a";

    /// <summary>Whether a real answer gave the wallet: nobody's has no rows.</summary>
    public bool HasWallet => _wallet is not null;

    public void Learn(IEnumerable<JsonElement> rows)
    {
        foreach (var row in rows)
        {
            var found = Text(row, "conditionId") ?? Text(row, "condition_id");
            if (row.TryGetProperty("closed", out var closed) && closed.ValueKind == JsonValueKind.True)
            {
                _closedCondition ??= found;
            }
            else
            {
                _condition ??= found;
            }

            _token ??= Text(row, "token_id") ?? FirstToken(row);
            _wallet ??= Text(row, "proxy_wallet") ?? Text(row, "proxyWallet");
            _name ??= Text(row, "name");
        }
    }

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string? FirstToken(JsonElement row) =>
        Answers.TryReadRow(System.Text.Encoding.UTF8.GetBytes(row.GetRawText()), GammaJson.Default.MarketRow)?.ClobTokenIds is [{ Length: > 0 } first, ..] ? first : null;
}
