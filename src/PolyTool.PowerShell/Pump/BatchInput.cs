using System.Management.Automation;
using PolyTool.Core.Batches;
using PolyTool.Core.RunRoots;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Pump;

/// <summary>Collects the users of a batch from arguments and from the pipeline: in first-seen order, without doubles.</summary>
internal sealed class BatchInput
{
    private static readonly string[] s_userProperties = ["Wallet", "Handle", "User"];

    private readonly UserList _users;

    public BatchInput(int maxUsers) => _users = new(maxUsers);

    /// <summary>The users.</summary>
    public IReadOnlyList<string> Users => _users.Users;

    /// <summary>Adds what a line of a users file says, or an argument.</summary>
    public void AddLine(string line) => _users.Add(line);

    /// <summary>Adds what came from the pipeline.</summary>
    /// <param name="input">A text, or an object with a property <c>Wallet</c>, <c>Handle</c> or <c>User</c>.</param>
    /// <returns>Null, or why it is no user (<c>UserNotText</c>).</returns>
    public ErrorRecord? AddObject(PSObject? input)
    {
        switch (input?.BaseObject)
        {
            case string line:
                AddLine(line);
                return null;
            case null:
                return NotText(input, "null");
            case RunRoot or FileSystemInfo:
                return NotText(input, $"a {input.BaseObject.GetType().Name}");
        }

        if (s_userProperties.Select(name => Value(input, name)).FirstOrDefault(value => value is not null) is not { } value)
        {
            return NotText(input, $"a {input.BaseObject.GetType().Name} without a text in a property Wallet, Handle or User");
        }

        AddLine(value);
        return null;
    }

    /// <summary>The text in a property; null where there is none.</summary>
    public static string? Value(PSObject input, string name)
    {
        try
        {
            object? value = input.Properties[name]?.Value;
            return (value is PSObject wrapped ? wrapped.BaseObject : value) is string text && !string.IsNullOrWhiteSpace(text) ? text : null;
        }
        catch (GetValueException)
        {
            // A property that throws is as good as none.
            return null;
        }
    }

    private static ErrorRecord NotText(PSObject? input, string what) => ErrorRecords.Create(
        "UserNotText", $"The input '{input}' is {what}, not a user. Pipe texts, or objects with a property Wallet, Handle or User.", input);
}
