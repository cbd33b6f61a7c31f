using System.Text;
using CsCheck;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Saved;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Evidence.Saved;

/// <summary>Evidence is read in two ways, of which one leaves segments as text until somebody asks; nobody can tell which it was.</summary>
public class EvidenceReaderProperties
{
    // What stands where a piece was; a file that a later version or a hand wrote is among what comes out.
    private static readonly string[] s_pieces =
    [
        "", " ", "\n", ",", "0", "1", "-1", "1.0", "01", "1e5", "1e400", "-1e400", "99999999999", "99999999999999999999", "null", "true", "\"x\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u00e9\"",
        "\"\u00e9\"", "[]", "{}", "[\n", "]", "}", "\"later\": 1,\n", "\u0000", "NaN", "\"Supported\"", "\"supported\"", "\"1\"",
    ];

    [Fact]
    public void A_board_as_it_is_written_is_read_lazily_and_holds_the_same()
    {
        Gen.Select(Gen.ULong, Gen.Int[0, 12]).Sample((seed, segments) =>
        {
            var bytes = EvidenceWriter.ToBytes(new AnyBoard(seed).Make(segments));
            var board = CanonicalEvidence.Read(bytes);
            Assert.NotNull(board);
            Assert.All(SavedSegments.Of(board.Segments), static row => Assert.False(row.IsRead));
            var whole = EvidenceReader.ReadWhole(bytes);
            Assert.Equal(whole.Segments.Select(static s => (s.SegmentKey, s.Variant, s.Rank, s.Verdict)), SavedSegments.Of(board.Segments).Select(static row => (row.SegmentKey, row.Variant, row.Rank, row.Verdict)));
            Assert.Equal(Encoding.UTF8.GetString(EvidenceWriter.ToBytes(whole)), Encoding.UTF8.GetString(EvidenceWriter.ToBytes(board)));
            Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(EvidenceWriter.ToBytes(board)));
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void Whatever_stands_in_the_file_both_ways_read_the_same_or_refuse_in_the_same_words()
    {
        string[] texts = [.. Enumerable.Range(0, 20).Select(static seed => Encoding.UTF8.GetString(EvidenceWriter.ToBytes(new AnyBoard((ulong)seed).Make(3))))];
        var lazily = 0;
        var refused = 0;
        Gen.Select(Gen.Int[0, texts.Length - 1], Gen.Int[0, int.MaxValue], Gen.Int[0, 12], Gen.Int[0, s_pieces.Length - 1], Gen.Bool).Sample((board, place, length, piece, atToken) =>
        {
            var text = texts[board];
            var (start, end) = atToken ? Token(text, place) : (place % text.Length, Math.Min(text.Length, (place % text.Length) + length));
            var changed = Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, start), s_pieces[piece], text.AsSpan(end)));
            var whole = Outcome(() => EvidenceReader.ReadWhole(changed));
            Assert.Equal(whole, Outcome(() => EvidenceReader.Read(changed)));
            lazily += CanonicalEvidence.Read(changed) is null ? 0 : 1;
            refused += whole[0] == '{' ? 0 : 1;
        }, iter: 2000, threads: 1);
        Assert.InRange(lazily, 20, 1500);
        Assert.InRange(refused, 300, 1950);
    }

    /// <summary>The library's number reader passes over zero bytes at a number's end.</summary>
    [Theory]
    [InlineData("\\u00e\0")]
    [InlineData("\\u00\0\0")]
    [InlineData("\\u00e ")]
    [InlineData("\\ud800\\udc0\0")]
    public void An_escape_without_four_digits_is_refused_wherever_it_stands(string escape)
    {
        var text = Encoding.UTF8.GetString(EvidenceWriter.ToBytes(new AnyBoard(3).Make(3)));
        var tried = 0;
        foreach (var start in new[] { "\"segment_key\": \"", "\"user\": \"", "\"owner\": \"" })
        {
            var at = text.IndexOf(start, StringComparison.Ordinal);
            if (at >= 0)
            {
                var changed = Encoding.UTF8.GetBytes(text.Insert(at + start.Length, escape));
                Assert.Null(CanonicalEvidence.Read(changed));
                Assert.StartsWith("not segment evidence", Outcome(() => EvidenceReader.Read(changed)), StringComparison.Ordinal);
                tried++;
            }
        }

        Assert.InRange(tried, 2, 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void A_board_in_any_number_of_parts_is_the_same_board(int parts)
    {
        var bytes = EvidenceWriter.ToBytes(new AnyBoard(5).Make(40));
        var board = CanonicalEvidence.Read(bytes, parts);
        Assert.NotNull(board);
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(EvidenceWriter.ToBytes(board)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_only_looks_like_the_end_of_a_segment_ends_no_part(int parts)
    {
        // The same list once more as a member that no version knows, so that segments stand at another depth than they look.
        var text = Encoding.UTF8.GetString(EvidenceWriter.ToBytes(new AnyBoard(6).Make(9)));
        var list = text.IndexOf("\n  \"segments\": [", StringComparison.Ordinal);
        var nested = text.Insert(list, "\n  \"later\": [" + text[(list + "\n  \"segments\": [".Length)..text.IndexOf("\n  ],\n", list, StringComparison.Ordinal)] + "\n  ],");
        var bytes = Encoding.UTF8.GetBytes(nested);
        Assert.Null(CanonicalEvidence.Read(bytes, parts));
        Assert.Equal(9, EvidenceReader.Read(bytes).Segments.Count);
    }

    [Fact]
    public void A_list_that_follows_the_segments_and_looks_alike_is_none_of_them()
    {
        var board = new AnyBoard(7).Make(2) with { UsersWithout = [.. Enumerable.Range(0, 2000).Select(static u => new UserWithoutEvidence($"user{u}", "no statistics"))] };
        var bytes = EvidenceWriter.ToBytes(board);
        var read = CanonicalEvidence.Read(bytes, 4);
        Assert.NotNull(read);
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(EvidenceWriter.ToBytes(read)));
    }

    private static (int Start, int End) Token(string text, int place)
    {
        var start = place % text.Length;
        while (start > 0 && text[start - 1] is not (' ' or ':' or '\n' or ','))
        {
            start--;
        }

        var end = start;
        while (end < text.Length && text[end] is not (',' or '\n'))
        {
            end++;
        }

        return (start, end);
    }

    // What the board holds, written anew; or the words that refuse it.
    private static string Outcome(Func<EvidenceBoard> read)
    {
        try
        {
            return Encoding.UTF8.GetString(EvidenceWriter.ToBytes(read()));
        }
        catch (JsonTextException error)
        {
            return error.Message;
        }
    }
}
