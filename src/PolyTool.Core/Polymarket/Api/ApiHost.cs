namespace PolyTool.Core.Polymarket.Api;

/// <summary>The three public services that a scan reads.</summary>
public enum ApiHost
{
    /// <summary>Metadata: profiles, markets, events.</summary>
    Gamma,

    /// <summary>Users' data: positions, trades, activity, resolutions, price history by point in time.</summary>
    Data,

    /// <summary>The order book's service: price history.</summary>
    Clob,
}
