using PolyTool.Core.Failures;

namespace PolyTool.Core.Scanning;

/// <summary>Passes an output on without the secrets in it, also where one comes in two pieces. One thread uses it.</summary>
internal sealed class SecretFilter(KnownSecrets secrets, SecretFilter.Output output)
{
    private static readonly byte[] s_hidden = [.. Credentials.Hidden.Select(static c => (byte)c)];

    /// <summary>Takes what is passed on.</summary>
    public delegate void Output(ReadOnlySpan<byte> bytes);

    // What may be the start of a secret.
    private byte[] _held = [];

    /// <summary>Takes a piece of the output.</summary>
    public void Write(ReadOnlySpan<byte> piece)
    {
        if (secrets.Bytes.Count == 0)
        {
            output(piece);
            return;
        }

        var rest = _held.Length == 0 ? piece : (byte[])[.. _held, .. piece];
        while (Find(rest, out var length) is >= 0 and int at)
        {
            PassOn(rest[..at]);
            output(s_hidden);
            rest = rest[(at + length)..];
        }

        var held = LengthOfStart(rest);
        PassOn(rest[..^held]);
        _held = rest[^held..].ToArray();
    }

    /// <summary>The output has ended.</summary>
    public void Complete()
    {
        PassOn(_held);
        _held = [];
    }

    private void PassOn(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            output(bytes);
        }
    }

    // The first one; of several at one place the longest.
    private int Find(ReadOnlySpan<byte> bytes, out int length)
    {
        var first = -1;
        length = 0;
        foreach (var secret in secrets.Bytes)
        {
            var at = bytes.IndexOf(secret);
            if (at >= 0 && (first < 0 || at < first))
            {
                (first, length) = (at, secret.Length);
            }
        }

        return first;
    }

    // How many bytes at the end are the start of a secret.
    private int LengthOfStart(ReadOnlySpan<byte> bytes)
    {
        var longest = 0;
        foreach (var secret in secrets.Bytes)
        {
            for (var length = Math.Min(secret.Length - 1, bytes.Length); length > longest; length--)
            {
                if (bytes.EndsWith(secret.AsSpan(0, length)))
                {
                    longest = length;
                }
            }
        }

        return longest;
    }
}
