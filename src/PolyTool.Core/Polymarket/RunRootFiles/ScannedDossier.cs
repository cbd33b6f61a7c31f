using System.Buffers;
using PolyTool.Core.CanonicalJson;
using PolyTool.Core.Evidence.UserStatistics;
using PolyTool.Core.Polymarket.Segments;

namespace PolyTool.Core.Polymarket.RunRootFiles;

/// <summary>
/// The dossier of a direct scan. Its positions are turned into JSON one at a time, and the reports are made of that JSON: so
/// they are the same as those that <c>-Dossier</c> makes of the file later.
/// </summary>
internal sealed class ScannedDossier : IDossierSource
{
    private const string SchemaVersion = "polytool-1";
    private readonly IReadOnlyCollection<DossierPosition> _positions;
    private readonly JsonValue _header;
    private readonly long? _trades;

    /// <summary>Takes what a scan found.</summary>
    /// <param name="wallet">The proxy wallet, lower-case.</param>
    /// <param name="userInput">The user as it was asked for.</param>
    /// <param name="userName">The profile's name; null where only the wallet is known.</param>
    /// <param name="positions">The positions, in the order of the reports. They are gone through more than once, each time with the same result, so they can be made on the way.</param>
    /// <param name="activity">How the user trades.</param>
    /// <param name="cancellationToken">Ends the work between two positions.</param>
    public ScannedDossier(
        string wallet, string userInput, string? userName, IReadOnlyCollection<DossierPosition> positions, UserActivity activity,
        CancellationToken cancellationToken)
    {
        _positions = positions;
        Activity = activity;
        _trades = activity.Fills;
        _header = JsonValue.Object(
            ("proxy_wallet", JsonValue.Of(wallet)),
            ("user_input", JsonValue.Of(userInput)),
            ("user_slug", JsonValue.Of(UserSlug.Of(userName))),
            ("username", JsonValue.Of(userName)));
        PositionRowReader reader = new(FeeRule.Default);
        List<PositionRow> rows = new(positions.Count);
        foreach (DossierPosition position in positions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(reader.Read(position.ToJson(), $"position {rows.Count}"));
        }

        Positions = rows;
    }

    /// <inheritdoc />
    public IReadOnlyList<PositionRow> Positions { get; }

    /// <inheritdoc />
    public UserActivity Activity { get; }

    /// <inheritdoc />
    public void Write(IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        CanonicalJsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteKey("coverage");
        json.WriteValue(JsonValue.Object(("positions_count", JsonValue.Of((long)_positions.Count)), ("trades_count", JsonValue.Of(_trades))));
        json.WriteKey("header");
        json.WriteValue(_header);
        json.WriteKey("positions");
        json.WriteStartObject();
        json.WriteKey("count");
        json.WriteInteger(_positions.Count);
        json.WriteKey("positions");
        json.WriteStartArray();
        foreach (DossierPosition position in _positions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            json.WriteValue(position.ToJson());
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteKey("schema_version");
        json.WriteString(SchemaVersion);
        json.WriteEndObject();
    }
}
