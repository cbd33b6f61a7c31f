using CsCheck;
using PolyTool.Core.Batches;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Tests.Batches;

public sealed class BatchProperties : IDisposable
{
    private const int Users = 24;
    private readonly TestBatch _batch = new();
    private readonly string[] _users = [.. Enumerable.Range(0, Users).Select(i => $"@{i}")];

    public BatchProperties()
    {
        _batch.RunRoot("shared");
        Directory.CreateDirectory(Path.Combine(_batch.Folder, "roots", "empty"));
        foreach (var user in _users)
        {
            _batch.RunRoot(user, clv: user.Length, segment: $"league:{user[^1]}");
        }
    }

    private enum Kind
    {
        Good,
        Fails,
        SameRunRoot,
        Defect,
    }

    public void Dispose() => _batch.Dispose();

    [Fact]
    public async Task Files_do_not_depend_on_durations_or_width()
    {
        var number = 0;
        await Gen.Select(Gen.Int[0, 6].Array[Users], Gen.Enum<Kind>().Array[Users], Gen.Int[2, 64], Gen.Int[0, Users]).SampleAsync(
            async (delays, kinds, workers, count) =>
            {
                var id = $"p{Interlocked.Increment(ref number)}";
                var users = _users[..count];
                var serial = await RunAsync(users, kinds, new int[Users], 1, id + "s");
                var parallel = await RunAsync(users, kinds, delays, workers, id + "p");
                Assert.Equivalent(serial, parallel);
            },
            iter: 60,
            threads: 2);
    }

    [Fact]
    public async Task Where_a_batch_stops_does_not_depend_on_durations_or_width()
    {
        var number = 0;
        await Gen.Select(Gen.Int[0, 6].Array[Users], Gen.Enum<Kind>().Array[Users], Gen.Int[1, 64], Gen.Int[0, 5]).SampleAsync(
            async (delays, kinds, workers, allowed) =>
            {
                var id = $"q{Interlocked.Increment(ref number)}";
                var stopsAt = Stop(kinds, allowed);
                Assert.True(UserQuota.TryParse($"{allowed}", out var limit));
                var request = Request(_users, kinds, delays, workers, id) with { FailureLimit = limit };
                if (stopsAt is null)
                {
                    await TestBatch.RunAsync(request);
                    return;
                }

                var error = await TestBatch.StopsAsync(request);
                Assert.Contains($" stopped at user {stopsAt}, ", error.Message, StringComparison.Ordinal);
            },
            iter: 60,
            threads: 2);
    }

    private static int? Stop(Kind[] kinds, int allowed)
    {
        var sharedSeen = false;
        var failed = 0;
        for (var i = 0; i < Users; i++)
        {
            var fails = kinds[i] is Kind.Fails or Kind.Defect || (kinds[i] is Kind.SameRunRoot && sharedSeen);
            sharedSeen |= kinds[i] is Kind.SameRunRoot;
            if (fails && ++failed > allowed)
            {
                return i + 1;
            }
        }

        return null;
    }

    private async Task<Dictionary<string, string>> RunAsync(string[] users, Kind[] kinds, int[] delays, int workers, string id)
    {
        var request = Request(users, kinds, delays, workers, id);
        var events = await TestBatch.RunAsync(request);
        Assert.Equal(Enumerable.Range(1, users.Length), events.OfType<UserFinished>().Select(e => e.Number));
        var name = Path.GetFileName(request.Folder.FullPath);
        return TestBatch.Files(request.Folder).ToDictionary(file => file.Key, file => file.Value.Replace(name, "id", StringComparison.Ordinal), StringComparer.Ordinal);
    }

    private ScanRequest Request(string[] users, Kind[] kinds, int[] delays, int workers, string id)
    {
        return _batch.Scan(
            users,
            new TestScanner(async (user, token) =>
            {
                var i = Array.IndexOf(_users, user);
                await Task.Delay(delays[i], token);
                return kinds[i] switch
                {
                    Kind.Fails => throw new Failure("Some", $"{user} failed"),
                    Kind.SameRunRoot => "roots/shared",
                    Kind.Defect => "roots/empty",
                    _ => $"roots/{user}",
                };
            }),
            id) with
        {
            Workers = workers,
        };
    }
}
