using PolyTool.Core.Evidence;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Evidence;

public class EvidenceSchemaTests
{
    [Fact]
    public void The_published_schema_says_what_the_file_is_and_leaves_out_no_key()
    {
        var board = Boards.Build(Enumerable.Range(0, 20).Select(u => Boards.User(u, 5, ("league:nba", 0.1), ("league:unknown", 0))));
        var tree = JsonText.Parse(EvidenceWriter.ToBytes(board with { UsersWithout = [new UserWithoutEvidence("x", "why")] }));
        Assert.Empty(JsonSchema.Load("segment_evidence").Errors(tree));
        var empty = JsonText.Parse(EvidenceWriter.ToBytes(Boards.Build([])));
        Assert.Empty(JsonSchema.Load("segment_evidence").Errors(empty));
        Assert.NotEmpty(JsonSchema.Load("segment_evidence").Errors(JsonValue.EmptyObject));
    }
}
