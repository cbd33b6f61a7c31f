using System.Text;
using CsCheck;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

public class WantedNamesTests
{
    [Fact]
    public void Of_any_names_the_wanted_ones_are_taken_and_no_other()
    {
        // Escaped names and names of one hash are among so many.
        var name = Gen.Char["abcé\"\\_"].Array[0, 12].Select(static letters => new string(letters));
        Gen.Select(name.Array[0, 40], name.Array[0, 5]).Sample((all, wanted) =>
        {
            string[] names = [.. all.Concat(wanted).Distinct(StringComparer.Ordinal)];
            var shape = JsonShape.Members([.. wanted.Distinct(StringComparer.Ordinal).Select(static one => (one, JsonShape.All))]);
            var text = JsonValue.Object(names.Select(static (one, i) => KeyValuePair.Create(one, JsonValue.Of(i)))).ToCanonicalBytes();
            var builder = new JsonTreeBuilder();
            builder.Begin(shape);
            System.Text.Json.Utf8JsonReader reader = new(text);
            builder.Consume(text, ref reader);
            Assert.Equal(
                wanted.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
                builder.Result!.Members.Select(static member => member.Key).Order(StringComparer.Ordinal));
            Assert.All(wanted, one => Assert.True(shape.MayWant(Encoding.UTF8.GetBytes(one))));
        });
    }
}
