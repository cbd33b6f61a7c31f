using System.Collections;
using System.Text;
using System.Text.RegularExpressions;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Scanning;

/// <summary>
/// The secrets that a scan is given: values of environment variables whose names speak of secrets, and credentials in
/// addresses. A scanner may print them; what it prints is kept without them.
/// </summary>
internal sealed partial class KnownSecrets
{
    // Shorter values are words that stand in ordinary text too.
    private const int Shortest = 6;
    private const int ShortestLine = 16;
    private readonly string[] _secrets;

    private KnownSecrets(IEnumerable<string> secrets)
    {
        // Longer ones first: a secret that holds another one goes whole.
        _secrets = [.. secrets.Where(static secret => secret.Length >= Shortest).Distinct(StringComparer.Ordinal).OrderByDescending(static secret => secret.Length)];
        Bytes = [.. _secrets.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The secrets as programs print them, longest first.</summary>
    public IReadOnlyList<byte[]> Bytes { get; }

    /// <summary>The secrets of this process's environment, which scanners inherit, and of the texts given.</summary>
    public static KnownSecrets Of(params IEnumerable<string?> texts)
    {
        List<string> secrets = [];
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var value = variable.Value as string ?? "";
            secrets.AddRange(InAddresses(value));
            if (SecretName().IsMatch((string)variable.Key) && !Path.IsPathRooted(value))
            {
                secrets.Add(value);
                secrets.AddRange(value.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length >= ShortestLine));
            }
        }

        return new(secrets.Concat(texts.SelectMany(static text => InAddresses(text ?? ""))));
    }

    /// <summary>The text without the secrets.</summary>
    public string Hide(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Credentials.Hidden, StringComparison.Ordinal);
        }

        return text;
    }

    // The pair as it stands in the address, and the password alone, also as it is written outside of addresses.
    private static IEnumerable<string> InAddresses(string text)
    {
        foreach (var pair in Credentials.In(text))
        {
            yield return pair;
            var password = pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
            yield return password;
            yield return Uri.UnescapeDataString(password);
        }
    }

    [GeneratedRegex("PASS|PWD$|PSWD|TOKEN|SECRET|KEY|CREDENTIAL|AUTH|BEARER|PRIVATE|MNEMONIC|SEED|DSN|CONNECTION_?STRING|COOKIE|SESSION|WEBHOOK|(?:^|_)(?:PAT|PW|JWT|SAS)(?:_|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, PatternTime.Limit)]
    private static partial Regex SecretName();
}
