using PolyTool.Core.Files;

namespace PolyTool.Core.Batches;

/// <summary>
/// The users of a batch in the making: in first-seen order, without doubles, each as a line of a users file says it: without
/// white space around and without a note, which begins with <c>#</c> after white space; blank lines and lines that start with
/// <c>#</c> are none.
/// </summary>
public sealed class UserList
{
    private readonly PackedTexts _users = new();
    // Places in the list, told apart by what stands there.
    private readonly HashSet<int> _seen;
    private readonly int _max;

    /// <summary>Starts a list.</summary>
    /// <param name="max">How many users are taken, 1 or more; later ones are left out.</param>
    public UserList(int max) => (_max, _seen) = (max, new(new ByText(_users)));

    /// <summary>The users so far. They lie in memory as few bytes: each that is taken out is a new string.</summary>
    public IReadOnlyList<string> Users => _users;

    /// <summary>Adds what a line says.</summary>
    /// <param name="line">The line.</param>
    public void Add(string line)
    {
        var user = PythonText.Strip(WithoutNote(line));
        if (user.Length > 0 && user[0] != '#' && _users.Count < _max)
        {
            _users.Add(user);
            if (!_seen.Add(_users.Count - 1))
            {
                _users.RemoveLast();
            }
        }
    }

    // No handle and no wallet holds white space, so what follows it is no part of one.
    private static string WithoutNote(string line)
    {
        var at = line.IndexOf('#', StringComparison.Ordinal);
        while (at > 0 && !char.IsWhiteSpace(line[at - 1]))
        {
            at = line.IndexOf('#', at + 1);
        }

        return at > 0 ? line[..at] : line;
    }

    private sealed class ByText(PackedTexts texts) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => texts.Bytes(x, out var isAscii).SequenceEqual(texts.Bytes(y, out var isAsciiToo)) && isAscii == isAsciiToo;

        public int GetHashCode(int obj)
        {
            HashCode hash = default;
            hash.AddBytes(texts.Bytes(obj, out _));
            return hash.ToHashCode();
        }
    }
}
