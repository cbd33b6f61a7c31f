using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Tests.Leaderboards;

public sealed class GoldenLeaderboardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-golden-").FullName;

    public static TheoryData<string> Cases => [.. GoldenCase.Aggregations];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_roots_give_the_originals_files(string name)
    {
        GoldenCase golden = new(name);
        LeaderboardHeader header = new(name, GoldenCase.Clock, golden.BatchRoot, null, null);
        using (LeaderboardArtifacts artifacts = new(header, _folder))
        {
            foreach (var root in RunRoots(golden))
            {
                var reading = RunRootReader.Read(new(root.Typed, root.Full), TestContext.Current.CancellationToken);
                _ = reading.Content is { } content
                    ? artifacts.AddSuccess(reading.User, root.Typed, content)
                    : artifacts.AddFailure(reading.User, reading.Defect!.Message);
            }

            artifacts.Commit(TestContext.Current.CancellationToken);
        }

        golden.AssertSame(_folder);
    }

    private static IReadOnlyList<GivenPath> RunRoots(GoldenCase golden)
    {
        var list = Path.Combine(golden.Folder, "roots.txt");
        var selection = File.Exists(list)
            ? RunRootResolver.List(list, entry => Path.Combine(golden.Folder, entry))
            : RunRootResolver.Children(new("roots", Path.Combine(golden.Folder, "roots")));
        Assert.Empty(selection.Missing);
        return selection.RunRoots;
    }
}
