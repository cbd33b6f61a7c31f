using System.Globalization;

namespace PolyTool.Core.Scanning;

/// <summary>Where the output of each user's scan goes: <c>logs/&lt;number&gt;-&lt;user&gt;.log</c> in the batch root.</summary>
public sealed class ScanLogs
{
    private const int MaxNameLength = 60;
    private readonly Dictionary<string, int> _numbers;
    private readonly string _folder;

    /// <summary>Names the logs of a batch.</summary>
    /// <param name="batchRoot">Full path of the batch root; its folder <c>logs</c> is made with the first log.</param>
    /// <param name="users">All users of the batch in order, without doubles.</param>
    public ScanLogs(string batchRoot, IReadOnlyList<string> users)
    {
        _folder = Path.Combine(batchRoot, "logs");
        _numbers = new(users.Count, StringComparer.Ordinal);
        foreach (var user in users)
        {
            _numbers.Add(user, _numbers.Count + 1);
        }
    }

    /// <summary>The log of a user.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The full path. The number makes it unique, so the name may be changed to what a file name can hold.</returns>
    public string PathOf(string user) => Path.Combine(_folder, NameOf(user));

    /// <summary>The same as a reader finds it from the batch root.</summary>
    /// <param name="user">The user.</param>
    /// <returns>For example <c>logs/7-@name.log</c>.</returns>
    public string RelativePathOf(string user) => $"logs/{NameOf(user)}";

    private string NameOf(string user)
    {
        var name = user.Length > MaxNameLength ? user[..MaxNameLength].ToCharArray() : user.ToCharArray();
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(name[i]) && name[i] is not ('.' or '_' or '-' or '@'))
            {
                name[i] = '_';
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{_numbers[user]}-{new string(name)}.log");
    }
}
