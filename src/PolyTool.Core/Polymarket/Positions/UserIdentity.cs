namespace PolyTool.Core.Polymarket.Positions;

/// <summary>Whom a scan is about.</summary>
/// <param name="Wallet">The proxy wallet, lower-case.</param>
/// <param name="Name">The profile's name; null where only the wallet is known.</param>
internal sealed record UserIdentity(string Wallet, string? Name);
