using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Probing;

/// <summary>Asks each route that a scan reads, and compares its answers with what the scan expects of them: types, sizes, and whether what was asked for was heeded.</summary>
public static class ApiProbe
{
    // A host that hangs costs this a question, twice at most.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(8);

    /// <summary>Asks the routes one after the other; each answer gives the ids that the next ones are asked with. A host that is down holds no other one up.</summary>
    /// <param name="options">Addresses and time limits. Failures are tried again only once, and nobody waits for a host that is down.</param>
    /// <param name="saveTo">A folder that gets each answer, trimmed, as a file; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="IOException">An answer cannot be saved.</exception>
    /// <exception cref="UnauthorizedAccessException">An answer may not be saved.</exception>
    public static IAsyncEnumerable<ApiRouteTest> RunAsync(ApiClientOptions options, string? saveTo = null, CancellationToken cancellationToken = default) =>
        RunAsync(ApiClient.Shared(options with { Retries = 1, HostPatience = TimeSpan.Zero, HostPause = TimeSpan.Zero, AttemptTimeout = options.AttemptTimeout < s_longest ? options.AttemptTimeout : s_longest }), TimeProvider.System, saveTo, cancellationToken);

    internal static async IAsyncEnumerable<ApiRouteTest> RunAsync(ApiClient client, TimeProvider time, string? saveTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = new ProbeIds();
        var now = time.GetUtcNow();
        foreach (var call in ProbeCall.All)
        {
            var request = call.Ask(known, now.ToUnixTimeSeconds());
            var (test, answer) = await CallAsync(client, call, request, known, now.ToUnixTimeSeconds(), cancellationToken).ConfigureAwait(false);
            if (saveTo is not null)
            {
                test = test with { SavedTo = Save(saveTo, test, request, answer, now) };
            }

            yield return test;
        }
    }

    private static async Task<(ApiRouteTest Test, byte[]? Answer)> CallAsync(ApiClient client, ProbeCall call, ApiRequest request, ProbeIds known, long now, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var answer = await client.GetAsync(request, static body => JsonDocument.Parse(body), cancellationToken).ConfigureAwait(false);
            using var document = answer.Value;
            var test = Test(client, call, "Ok") with { LatencyMilliseconds = Math.Round(watch.Elapsed.TotalMilliseconds, 1) };
            if (RowsOf(document.RootElement, call.Shape) is not { } rows)
            {
                return (test with { Status = "Different", Differences = [call.Shape.Rows is null ? "the answer is no list" : $"{call.Shape.Rows} is missing or no list"] }, answer.Body);
            }

            string[] differences =
            [
                // The same of several rows is said once.
                .. call.Shape.Rules.Select(rule => rows.Select(rule.Check).FirstOrDefault(wrong => wrong is not null)).OfType<string>(),
                .. call.Check(new ProbeAnswer(document.RootElement, rows, known, now)),
            ];
            known.Learn(rows);
            return (test with { Status = differences.Length > 0 ? "Different" : rows.Count == 0 ? "Empty" : "Ok", Differences = differences }, answer.Body);
        }
        catch (ApiException e)
        {
            return (Test(client, call, "Failed") with { Error = e.Message, TraceId = e.TraceId }, null);
        }
    }

    private static List<JsonElement>? RowsOf(JsonElement root, RouteShape shape)
    {
        if (shape.Rows == "")
        {
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Null ? [] : [root];
        }

        var list = root;
        if (shape.Rows is { } name && (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(name, out list)))
        {
            return null;
        }
        // Lists hold nulls now and then.
        return list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Where(r => r.ValueKind != JsonValueKind.Null)] : null;
    }

    private static string Save(string folder, ApiRouteTest test, ApiRequest request, byte[]? answer, DateTimeOffset now)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("route", test.Route);
            json.WriteString("request", request.Key);
            json.WriteString("asked_at", ApiTime.Format(now));
            json.WriteString("status", test.Status);
            json.WriteStartArray("differences");
            foreach (var difference in test.Differences)
            {
                json.WriteStringValue(difference);
            }

            json.WriteEndArray();
            if (answer is null)
            {
                json.WriteString("error", test.Error);
            }
            else
            {
                using var document = JsonDocument.Parse(answer);
                json.WritePropertyName("answer");
                AnswerTrimmer.Write(json, document.RootElement);
            }

            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, test.Route.Replace('/', '_').Replace(' ', '_') + ".json");
        AtomicFile.Write(path, output.ToArray());
        return path;
    }

    private static ApiRouteTest Test(ApiClient client, ProbeCall call, string status) => new()
    {
        Route = call.Name.Length == 0 ? call.Route.Name : $"{call.Route.Name} {call.Name}",
        Status = status,
        PublishedLimit = call.Route.Group.Limit,
        UsedLimit = (int)(call.Route.Group.Limit * client.Options.LimitShare),
        Address = client.Options.Addresses.Of(call.Route.Host),
    };
}

/// <summary>Cuts an answer down to what shows its shape: the first items of each list, the beginning of long texts.</summary>
internal static class AnswerTrimmer
{
    private const int MostItems = 3;
    private const int LongestText = 300;

    public static void Write(Utf8JsonWriter output, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                output.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    output.WritePropertyName(member.Name);
                    Write(output, member.Value);
                }

                output.WriteEndObject();
                break;
            case JsonValueKind.Array:
                output.WriteStartArray();
                foreach (var item in value.EnumerateArray().Take(MostItems))
                {
                    Write(output, item);
                }

                output.WriteEndArray();
                break;
            case JsonValueKind.String when value.GetString() is { Length: > LongestText } text:
                var cut = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
                output.WriteStringValue(text[..cut] + "…");
                break;
            default:
                value.WriteTo(output);
                break;
        }
    }
}
