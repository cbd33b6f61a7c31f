using PolyTool.Core.Files;

namespace PolyTool.Core.Batches;

/// <summary>
/// The users of a batch in the making: in first-seen order, without doubles, each as a line of a users file says it: without
/// white space around; blank lines and lines that start with <c>#</c> are none.
/// </summary>
public sealed class UserList
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _users = [];
    private readonly int _max;

    /// <summary>Starts a list.</summary>
    /// <param name="max">How many users are taken, 1 or more; later ones are left out.</param>
    public UserList(int max) => _max = max;

    /// <summary>The users so far.</summary>
    public IReadOnlyList<string> Users => _users;

    /// <summary>Adds what a line says.</summary>
    /// <param name="line">The line.</param>
    public void Add(string line)
    {
        string user = PythonText.Strip(line);
        if (user.Length > 0 && user[0] != '#' && _users.Count < _max && _seen.Add(user))
        {
            _users.Add(user);
        }
    }
}
