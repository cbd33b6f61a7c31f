using System.Text;
using CsCheck;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

/// <summary>What is read of a file, and what is said of a damaged one, does not depend on the blocks that it is read in.</summary>
public sealed class JsonFileProperties : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_damaged_file_reads_the_same_in_blocks_of_any_size()
    {
        var sound = Encoding.UTF8.GetBytes("""[ {"a\u00e9é": [1.5e3, -0, true], "b": "x\\ \ud83d\ude00 \ud800 é😀" },""" + "\r\n\n\t" + """null , {"": {}, "c":[[],{}] , "c" : false}, 12345678901234567890 ]""" + "\n ");
        var other = Gen.OneOf(Gen.Byte, Gen.Int[0, 11].Select(static i => "\"\\{}[],: \nx0"u8[i]));
        Gen.Select(Gen.Int[0, sound.Length - 1], other).Array[0, 3].Sample(
            changes =>
            {
                byte[] bytes = [.. sound];
                foreach ((var at, var value) in changes)
                {
                    bytes[at] = value;
                }

                File.WriteAllBytes(_path, bytes);
                var whole = Outcome(new JsonFile());
                return new[] { 4, 5, 7, 16, 33 }.All(size => Outcome(new JsonFile(size)) == whole);
            },
            iter: 500,
            threads: 1);
    }

    private string Outcome(JsonFile reader)
    {
        try
        {
            return reader.Read(_path, JsonShape.All, CancellationToken.None).ToString();
        }
        catch (JsonTextException error)
        {
            return error.Message;
        }
        catch (ArgumentOutOfRangeException)
        {
            return "an infinity, which is read but not written";
        }
    }
}
