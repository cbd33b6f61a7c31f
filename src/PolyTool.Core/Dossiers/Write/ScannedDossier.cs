using System.Buffers;
using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Write;

/// <summary>The dossier of a direct scan.</summary>
/// <param name="wallet">The proxy wallet, lower-case.</param>
/// <param name="userInput">The user as it was asked for.</param>
/// <param name="userName">The profile's name; null where only the wallet is known.</param>
/// <param name="positions">The positions, all of them.</param>
/// <param name="activity">How the user trades.</param>
internal sealed class ScannedDossier(string wallet, string userInput, string? userName, ScannedPositions positions, UserActivity activity) : IDossierSource
{
    private const string SchemaVersion = "polytool-1";

    public IReadOnlyList<DossierRow> Positions => positions.Rows;

    public UserActivity Activity => activity;

    public void Write(IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        CanonicalJsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteValue("coverage", JsonValue.Object(("positions_count", JsonValue.Of(positions.Rows.Count)), ("trades_count", JsonValue.Of(activity.Fills))));
        json.WriteValue("header", JsonValue.Object(
            ("proxy_wallet", JsonValue.Of(wallet)),
            ("user_input", JsonValue.Of(userInput)),
            ("user_slug", JsonValue.Of(UserSlug.Of(userName))),
            ("username", JsonValue.Of(userName))));
        json.WriteKey("positions");
        json.WriteStartObject();
        json.WriteInteger("count", positions.Rows.Count);
        json.WriteKey("positions");
        json.WriteRendered([]);
        positions.Write(output, cancellationToken);
        json.WriteEndObject();
        json.WriteString("schema_version", SchemaVersion);
        json.WriteEndObject();
    }
}
