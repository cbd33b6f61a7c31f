using System.Text;
using CsCheck;
using PolyTool.Core.Scanning;
using PolyTool.Core.Tests.Batches;

namespace PolyTool.Core.Tests.Scanning;

/// <summary>A scanner that prints what it was trusted with: none of it is in a file, a log, an error or a property.</summary>
[Collection(AloneCollection.Name)]
public sealed class SecretProperties : IDisposable
{
    private const string Password = "correct-horse";
    private const string Token = "tok-0123456789abcdef";
    private const string Address = $"http://mallory:{Password}@127.0.0.1:1/?api_key={Token}";
    private readonly TestBatch _batch = new();

    public SecretProperties()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scan is a shell script.");
        Environment.SetEnvironmentVariable("POLYTOOL_TEST_TOKEN", Token);
        Environment.SetEnvironmentVariable("POLYTOOL_TEST_PROXY", "http://proxy:swordfish-2@10.0.0.1:3128");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("POLYTOOL_TEST_TOKEN", null);
        Environment.SetEnvironmentVariable("POLYTOOL_TEST_PROXY", null);
        _batch.Dispose();
    }

    [Fact]
    public async Task Nothing_that_a_scanner_was_trusted_with_is_kept()
    {
        var root = _batch.RunRoot("ann");
        var script = $"""
            echo "args $*"; env; printf '%s' "$POLYTOOL_TEST_TOKEN" | head -c 9; sleep 0.05; printf '%s\n' "$POLYTOOL_TEST_TOKEN" | tail -c +10
            case "$2" in @good) echo 'Run root: {root}';; *) echo "no: $* $POLYTOOL_TEST_TOKEN $POLYTOOL_TEST_PROXY" >&2; exit 3;; esac
            """;
        string[] users = ["@good", "@bad"];
        var draft = _batch.Scan(users, new TestScanner(static _ => ""));
        var request = draft with
        {
            Scanner = new CommandScanner("/bin/sh", ["-c", script, "sh"], _batch.Folder, new ScanLogs(draft.Folder.FullPath, users)),
            ScannerName = $"command /bin/sh {Address}",
            Flags = new() { ApiBaseUrl = Address },
        };
        var events = await TestBatch.RunAsync(request);
        var told = string.Join('\n', events);
        string[] files = [.. Directory.GetFiles(request.Folder.FullPath, "*", SearchOption.AllDirectories)];
        Assert.Contains(files, static file => file.EndsWith("1-@good.log", StringComparison.Ordinal));
        foreach (var text in files.Select(File.ReadAllText).Append(told))
        {
            Assert.DoesNotContain(Token, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
            Assert.DoesNotContain("swordfish-2", text, StringComparison.Ordinal);
        }

        Assert.Contains("no: --user @bad --api-base-url http://***@127.0.0.1:1/?api_key=***", told, StringComparison.Ordinal);

        // It goes on where it was: what was recorded is what is asked for.
        await TestBatch.RunAsync(request with { Resume = true });
        var error = await TestBatch.StopsAsync(request with { Resume = true, Flags = new() { ApiBaseUrl = Address, Full = true } });
        Assert.Equal("ResumeDiffers", error.Code);
        Assert.DoesNotContain(Password, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PGPASSWORD")]
    [InlineData("MYSQL_PWD")]
    [InlineData("DB_PW")]
    [InlineData("GITHUB_PAT")]
    [InlineData("BEARER")]
    [InlineData("SERVICE_JWT")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("SLACK_WEBHOOK_URL")]
    [InlineData("SSH_PASSPHRASE")]
    public void A_variable_whose_name_speaks_of_a_secret_holds_one(string name)
    {
        Environment.SetEnvironmentVariable(name, "swordfish-7");
        try
        {
            Assert.Equal("it is ***", KnownSecrets.Of().Hide("it is swordfish-7"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Theory]
    [InlineData("POLYTOOL_TEST_PATTERN")]
    [InlineData("POLYTOOL_TEST_SASH")]
    public void Other_variables_hold_none(string name)
    {
        Environment.SetEnvironmentVariable(name, "swordfish-7");
        try
        {
            Assert.Equal("it is swordfish-7", KnownSecrets.Of().Hide("it is swordfish-7"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public async Task A_log_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes of files.");
            return;
        }

        ScanLogs logs = new(_batch.Folder, ["@a"]);
        await new CommandScanner("/bin/sh", ["-c", "echo 'Run root: x'", "sh"], _batch.Folder, logs).ScanAsync("@a", ScanFlags.None, TestBatch.Token);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(logs.PathOf("@a")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(logs.PathOf("@a"))!));
    }

    [Fact]
    public void However_an_output_is_cut_no_secret_passes_and_nothing_else_is_lost() =>
        Gen.Select(Gen.String[Gen.Char["ab-1 "], 0, 40], Gen.String[Gen.Char["ab-1 "], 0, 40], Gen.Int[1, 7].Array[0, 40]).Sample((before, after, sizes) =>
        {
            var text = $"{before}{Token}{after}tok-{Token}{Token}tok-01";
            List<byte> passed = [];
            SecretFilter filter = new(KnownSecrets.Of(), bytes => passed.AddRange(bytes));
            ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
            foreach (var size in sizes)
            {
                var length = Math.Min(size, rest.Length);
                filter.Write(rest[..length]);
                rest = rest[length..];
            }

            filter.Write(rest);
            filter.Complete();
            return Encoding.UTF8.GetString([.. passed]) == $"{before}***{after}tok-******tok-01";
        });
}
