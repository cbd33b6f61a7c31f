using CsCheck;
using PolyTool.Core.Batches;
using PolyTool.Core.Files;

namespace PolyTool.Core.Tests.Files;

public sealed class PackedTextsProperties
{
    private static readonly Gen<string> s_text = Gen.Frequency(
        (6, Gen.String[Gen.Char['!', '~'], 0, 60]),
        (3, Gen.String[Gen.Char, 0, 60]),
        (1, Gen.Int[60_000, 70_000].Select(length => new string('x', length) + "\ud83d")),
        (1, Gen.Int[65_500, 65_560].Select(length => new string('y', length))));

    [Fact]
    public void What_goes_in_comes_out() => s_text.Array[0, 40].Sample(
        texts =>
        {
            PackedTexts packed = new();
            foreach (var text in texts)
            {
                packed.Add(text);
            }

            Assert.Equal(texts, packed);
            Assert.Equal(texts.Length, packed.Count);
            Assert.Throws<ArgumentOutOfRangeException>(() => packed[texts.Length]);
        },
        iter: 300);

    [Fact]
    public void Users_are_kept_once_in_first_seen_order() => Gen.OneOf(Gen.String[Gen.Char['a', 'c'], 1, 2], Gen.String[Gen.Char, 1, 2]).Array[0, 60].Sample(
        lines =>
        {
            UserList users = new(int.MaxValue);
            foreach (var line in lines)
            {
                users.Add(line);
            }

            Assert.Equal(lines.Select(PythonText.Strip).Where(static user => user.Length > 0 && user[0] != '#').Distinct(StringComparer.Ordinal), users.Users);
        },
        iter: 2_000);

    [Fact]
    public void A_wallet_takes_less_than_60_bytes()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        PackedTexts packed = new();
        const int Wallets = 100_000;
        Span<char> wallet = stackalloc char[42];
        wallet.Fill('0');
        for (var i = 0; i < Wallets; i++)
        {
            packed.Add(wallet);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Wallets, 46, 60);
        Assert.Equal(Wallets, packed.Count);
    }
}
