namespace PolyTool.Core.Polymarket.Api;

/// <summary>An answer, read, and its bytes as they came.</summary>
internal readonly record struct ApiAnswer<T>(T Value, byte[] Body);
