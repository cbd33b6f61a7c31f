using System.Management.Automation;
using PolyTool.Core.Batches;
using PolyTool.Core.RunRoots;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Pump;

/// <summary>Collects the users of a batch from arguments and from the pipeline: in first-seen order, without doubles.</summary>
internal sealed class BatchInput(int maxUsers)
{
    private readonly UserList _users = new(maxUsers);

    /// <summary>The users.</summary>
    public IReadOnlyList<string> Users => _users.Users;

    /// <summary>Adds what a line of a users file says, or an argument.</summary>
    public void AddLine(string line) => _users.Add(line);

    /// <summary>Adds what came from the pipeline.</summary>
    /// <param name="input">A text, or an object with a property <c>Wallet</c>, <c>Handle</c> or <c>User</c>.</param>
    /// <returns>Null, or why it is no user (<c>UserNotText</c>).</returns>
    public ErrorRecord? AddObject(PSObject? input)
    {
        if (ObjectText.User(input) is { } user)
        {
            AddLine(user);
            return null;
        }

        return NotText(input, input?.BaseObject switch
        {
            null => "null",
            RunRoot or FileSystemInfo => $"a {input.BaseObject.GetType().Name}",
            var other => $"a {other.GetType().Name} without a text in a property Wallet, Handle or User",
        });
    }

    private static ErrorRecord NotText(PSObject? input, string what) => ErrorRecords.Create(
        "UserNotText", $"The input '{input}' is {what}, not a user. Pipe texts, or objects with a property Wallet, Handle or User.", input);
}
