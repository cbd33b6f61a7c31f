using System.Globalization;
using System.Text;
using CsCheck;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Tests.RunRoots;

/// <summary>Laws of reading run roots: the form of the JSON does not matter, and no damage to one user's file reaches another user.</summary>
public sealed class RunRootProperties : IDisposable
{
    private static readonly string[] s_files = [RunRootFileNames.Candidates, RunRootFileNames.Coverage, RunRootFileNames.Segments];
    private static readonly string s_cases = Path.Combine(Repository.Golden, "batch01", "roots");
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-laws-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Key_order_spacing_and_escapes_do_not_matter()
    {
        var roots = Directory.GetDirectories(s_cases);
        var before = Aggregate(roots);
        Gen.Int.Sample(
            seed =>
            {
                Random random = new(seed);
                var copies = Path.Combine(_folder, "shuffled");
                foreach (var root in roots)
                {
                    foreach (var file in s_files.Where(f => File.Exists(Path.Combine(root, f))))
                    {
                        var target = Path.Combine(copies, Path.GetFileName(root));
                        Directory.CreateDirectory(target);
                        File.WriteAllText(Path.Combine(target, file), Respell(File.ReadAllBytes(Path.Combine(root, file)), random));
                    }
                }

                var after = Aggregate([.. roots.Select(root => Path.Combine(copies, Path.GetFileName(root)))]);
                return before.All(file => file.Value.AsSpan().SequenceEqual(after[file.Key]));
            },
            iter: 15,
            threads: 1);
    }

    [Fact]
    public void One_damaged_byte_is_a_success_or_that_users_failure_and_no_one_elses()
    {
        var good = Directory.GetDirectories(s_cases).First(root => File.Exists(Path.Combine(root, RunRootFileNames.Segments)) && RunRootReader.Read(new(root, root)).Defect is null);
        byte[][] originals = [.. s_files.Select(file => File.ReadAllBytes(Path.Combine(good, file)))];
        var damaged = Directory.CreateDirectory(Path.Combine(_folder, "b")).FullName;
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, int.MaxValue], Gen.Byte, Gen.Int[0, 2]).Sample(
            (which, position, value, kind) =>
            {
                for (var i = 0; i < s_files.Length; i++)
                {
                    var content = originals[i];
                    File.WriteAllBytes(Path.Combine(damaged, s_files[i]), i == which ? Damage(content, position % content.Length, value, kind) : content);
                }

                LeaderboardBuilder builder = new();
                var first = RunRootReader.Read(new("a", good));
                var reading = RunRootReader.Read(new("b", damaged));
                Assert.Null(builder.Add("a", TextKey.Of("a"), first.Content!));
                if (reading.Content is { } survived)
                {
                    builder.Add("b", TextKey.Of("b"), survived);
                }
                else
                {
                    Assert.Equal(s_files[which], reading.Defect!.File);
                }

                // The neighbour's contributions are there, whatever became of the damaged one.
                Assert.All(first.Content!.Contributions, c => Assert.Contains(builder.Segments(), s => s.Key == c.SegmentKey));
            },
            iter: 3000,
            threads: 1);
    }

    private static byte[] Damage(byte[] content, int at, byte value, int kind) => kind switch
    {
        0 => [.. content[..at], value, .. content[(at + 1)..]],
        1 => [.. content[..at], .. content[(at + 1)..]],
        _ => [.. content[..at], value, .. content[at..]],
    };

    private Dictionary<string, byte[]> Aggregate(IReadOnlyList<string> roots)
    {
        var target = Path.Combine(_folder, "out");
        using (LeaderboardArtifacts artifacts = new(new("b", DateTimeOffset.UnixEpoch, "out", null, null), target))
        {
            foreach (var root in roots)
            {
                var reading = RunRootReader.Read(new(Path.GetFileName(root), root));
                _ = reading.Content is { } content
                    ? artifacts.AddSuccess(reading.User, Path.GetFileName(root), content)
                    : artifacts.AddFailure(reading.User, reading.Defect!.Message);
            }

            artifacts.Commit();
        }

        return Directory.GetFiles(target).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes, StringComparer.Ordinal);
    }

    // The same value in another spelling; what is no JSON stays as it is.
    private static string Respell(byte[] json, Random random)
    {
        try
        {
            StringBuilder text = new();
            Write(text, JsonText.Parse(json), random);
            return text.ToString();
        }
        catch (JsonTextException)
        {
            return Encoding.UTF8.GetString(json);
        }
    }

    private static void Write(StringBuilder text, JsonValue value, Random random)
    {
        Space(text, random);
        switch (value.Kind)
        {
            case JsonKind.Object:
                KeyValuePair<string, JsonValue>[] members = [.. value.Members];
                random.Shuffle(members);
                text.Append('{');
                for (var i = 0; i < members.Length; i++)
                {
                    text.Append(i > 0 ? "," : "");
                    Space(text, random);
                    WriteString(text, members[i].Key, random);
                    Space(text, random);
                    text.Append(':');
                    Write(text, members[i].Value, random);
                }

                text.Append('}');
                break;
            case JsonKind.Array:
                text.Append('[');
                for (var i = 0; i < value.Items.Count; i++)
                {
                    text.Append(i > 0 ? "," : "");
                    Write(text, value.Items[i], random);
                }

                text.Append(']');
                break;
            case JsonKind.String:
                WriteString(text, value.Text, random);
                break;
            case JsonKind.Double:
                text.Append(value.Number.ToString("E17", CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value);
                break;
        }

        Space(text, random);
    }

    private static void WriteString(StringBuilder text, string value, Random random)
    {
        text.Append('"');
        foreach (var c in value)
        {
            var escape = c < ' ' || c is '"' or '\\' || char.IsSurrogate(c) || random.Next(4) == 0;
            text.Append(escape ? $"\\u{(int)c:X4}" : c.ToString());
        }

        text.Append('"');
    }

    private static void Space(StringBuilder text, Random random) => text.Append(" \t\r\n\n  "[..random.Next(7)]);
}
