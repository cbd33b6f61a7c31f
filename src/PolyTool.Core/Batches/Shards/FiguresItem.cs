using System.Formats.Cbor;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Batches.Shards;

/// <summary>What one user brings to the evidence: figures, or why there are none; null where no evidence is made.</summary>
internal static class FiguresItem
{
    public static void Write(CborWriter writer, UserFigures? figures, string? without)
    {
        if (figures is null)
        {
            writer.WriteText(without);
            return;
        }

        writer.WriteStartArray(8);
        writer.WriteText(figures.Wallet);
        writer.WriteText(figures.RunId);
        writer.WriteText(figures.GeneratedAt);
        writer.WriteBoolean(figures.HasEvents);
        writer.WriteNumber(figures.LooksAutomated is { } looks ? (looks ? 1 : 0) : null);
        writer.WriteBytes(figures.Signature is { } signature ? OwnerSignature.ToBytes(signature) : null);
        writer.WriteInt64(figures.SignedPositions);
        writer.WriteStartArray(figures.Segments.Count);
        foreach (var (name, segment) in figures.Segments)
        {
            WriteSegment(writer, name, segment);
        }

        writer.WriteEndArray();
        writer.WriteEndArray();
    }

    public static (UserFigures? Figures, string? Without) Read(CborReader reader, string user)
    {
        if (reader.PeekState() != CborReaderState.StartArray)
        {
            return (null, reader.ReadTextOrNull());
        }

        reader.ReadStartArray();
        UserFigures figures = new()
        {
            User = user,
            Wallet = reader.ReadTextOrNull(),
            RunId = reader.ReadText(),
            GeneratedAt = reader.ReadText(),
            HasEvents = reader.ReadBoolean(),
            LooksAutomated = reader.ReadNumberOrNull() is { } looks ? looks == 1 : null,
            Signature = reader.ReadBytesOrNull() is { } signature ? OwnerSignature.OfBytes(signature) : null,
            SignedPositions = reader.ReadInt64(),
        };
        List<KeyValuePair<RowName, SegmentFigures>> segments = [];
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            segments.Add(ReadSegment(reader));
        }

        reader.ReadEndArray();
        reader.ReadEndArray();
        return (figures with { Segments = segments }, null);
    }

    private static void WriteSegment(CborWriter writer, RowName name, SegmentFigures segment)
    {
        writer.WriteStartArray(12);
        writer.WriteText(name.Segment);
        writer.WriteText(name.Variant);
        var events = segment.Events;
        var bytes = new byte[events.Length * EventPoint.Size];
        for (var i = 0; i < events.Length; i++)
        {
            events[i].WriteTo(bytes.AsSpan(i * EventPoint.Size));
        }

        writer.WriteByteString(bytes);
        writer.WriteReal(segment.MeanPercent);
        writer.WriteInt64(segment.Positions);
        writer.WriteInt64(segment.ClvPositions);
        writer.WriteDouble(segment.Notional);
        writer.WriteDouble(segment.ClvNotional);
        writer.WriteDouble(segment.PercentNotionalSum);
        writer.WriteInt64(segment.Resolved);
        writer.WriteInt64(segment.Wins);
        writer.WriteDouble(segment.Money);
        writer.WriteEndArray();
    }

    private static KeyValuePair<RowName, SegmentFigures> ReadSegment(CborReader reader)
    {
        reader.ReadStartArray();
        RowName name = new(reader.ReadText(), reader.ReadText());
        var bytes = reader.ReadDefiniteLengthByteString().Span;
        if (bytes.Length % EventPoint.Size != 0)
        {
            throw new FormatException("its events end in the middle");
        }

        var events = EventBlocks.Take(bytes.Length / EventPoint.Size);
        for (var i = 0; i < events.Length; i++)
        {
            events.Span[i] = EventPoint.ReadFrom(bytes[(i * EventPoint.Size)..]);
        }

        var figures = SegmentFigures.OfPoints(events) with
        {
            MeanPercent = reader.ReadRealOrNull(),
            Positions = reader.ReadInt64(),
            ClvPositions = reader.ReadInt64(),
            Notional = reader.ReadDouble(),
            ClvNotional = reader.ReadDouble(),
            PercentNotionalSum = reader.ReadDouble(),
            Resolved = reader.ReadInt64(),
            Wins = reader.ReadInt64(),
            Money = reader.ReadDouble(),
        };
        reader.ReadEndArray();
        return KeyValuePair.Create(name, figures);
    }
}
