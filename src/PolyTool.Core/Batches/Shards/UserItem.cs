using System.Formats.Cbor;
using PolyTool.Core.Failures;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Batches.Shards;

/// <summary>
/// One user of a shard file: what came of the user before it is a row, in the numbers that the run root has. docs/schemas says the
/// form: <c>batch_shard.cddl</c>.
/// </summary>
internal static class UserItem
{
    private const int FailureItems = 4;
    private const int SuccessItems = 8;

    public static void Write(CborWriter writer, WorkResult result, int position)
    {
        writer.WriteStartArray(result.Content is null ? FailureItems : SuccessItems);
        writer.WriteInt32(position);
        writer.WriteText(result.User);
        if (result.Content is not { } content)
        {
            writer.WriteText(result.Code);
            writer.WriteText(result.Error);
        }
        else
        {
            writer.WriteText(result.Wallet);
            writer.WriteText(result.RunRoot!.Typed);
            writer.WriteUInt64(result.RunRootKey.High);
            writer.WriteUInt64(result.RunRootKey.Low);
            WriteContent(writer, content);
            FiguresItem.Write(writer, result.Figures, result.NoFigures);
        }

        writer.WriteEndArray();
    }

    public static WorkResult Read(ReadOnlyMemory<byte> item)
    {
        CborReader reader = new(item, CborConformanceMode.Lax);
        var length = reader.ReadStartArray();
        WorkResult result = new(reader.ReadInt32(), reader.ReadText());
        if (length == FailureItems)
        {
            result = result with { Code = reader.ReadText(), Error = VisibleText.Again(reader.ReadText()) };
        }
        else
        {
            var wallet = reader.ReadTextOrNull();
            var runRoot = reader.ReadText();
            result = result with
            {
                Wallet = wallet,
                // Nobody opens it: it can lie on another machine.
                RunRoot = new(runRoot, runRoot),
                RunRootKey = new(reader.ReadUInt64(), reader.ReadUInt64()),
                Content = ReadContent(reader),
            };
            (var figures, var without) = FiguresItem.Read(reader, result.User);
            result = result with { Figures = figures, NoFigures = without };
        }

        reader.ReadEndArray();
        return reader.BytesRemaining == 0 ? result : throw new FormatException("something follows a user");
    }

    private static void WriteContent(CborWriter writer, RunRootContent content)
    {
        writer.WriteStartArray(5);
        writer.WriteReal(content.Coverage.ClvCoverageRate);
        writer.WriteReal(content.Coverage.EntryContextCoverageRate);
        writer.WriteReal(content.Coverage.NotionalWeightTotal);
        writer.WriteByteString(content.TopCandidates);
        writer.WriteStartArray(content.Contributions.Count);
        foreach (var candidate in content.Contributions)
        {
            writer.WriteStartArray(10);
            writer.WriteInt32(candidate.Index);
            writer.WriteText(candidate.SegmentKey);
            writer.WriteInteger(candidate.Rank);
            writer.WriteText(candidate.Weighting);
            writer.WriteByteString(candidate.Metrics.ToCanonicalBytes());
            writer.WriteByteString(candidate.Denominators.ToCanonicalBytes());
            writer.WriteInteger(candidate.Positions);
            writer.WriteReal(candidate.Weight);
            writer.WriteReal(candidate.AverageClv);
            writer.WriteReal(candidate.BeatCloseRate);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndArray();
    }

    private static RunRootContent ReadContent(CborReader reader)
    {
        reader.ReadStartArray();
        CoverageNumbers coverage = new(reader.ReadRealOrNull(), reader.ReadRealOrNull(), reader.ReadRealOrNull());
        var top = reader.ReadByteString();
        List<Contribution> contributions = [];
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            reader.ReadStartArray();
            contributions.Add(new()
            {
                Index = reader.ReadInt32(),
                SegmentKey = reader.ReadText(),
                Rank = reader.ReadInteger(),
                Weighting = reader.ReadText(),
                Metrics = new(null, reader.ReadDefiniteLengthByteString()),
                Denominators = new(null, reader.ReadDefiniteLengthByteString()),
                Positions = reader.ReadInteger(),
                Weight = reader.ReadRealOrNull(),
                AverageClv = reader.ReadRealOrNull(),
                BeatCloseRate = reader.ReadRealOrNull(),
            });
            reader.ReadEndArray();
        }

        reader.ReadEndArray();
        reader.ReadEndArray();
        return new(coverage, top, contributions);
    }
}
