using System.Management.Automation;
using PolyTool.Core.Batches;
using PolyTool.Core.Evidence;
using PolyTool.Core.Files;
using PolyTool.Core.RunRoots;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <content>The users of a batch, and how they were chosen.</content>
public sealed partial class InvokeBatchRunCommand
{
    private UserList? _users;

    // A field of one of PolyTool.Core's value types would ask for that assembly while the engine lists this one's types.
    private (int Selection, int? Until)? _selection;

    private UserList Users => _users ??= new(MaxUsers);

    private void AddUser(PSObject? input)
    {
        if (ObjectText.User(input) is { } user)
        {
            Users.Add(user);
            if (ObjectText.Property(input, nameof(UserSelection)) is { } selection)
            {
                NoteSelection(() => UserSelectionText.Parse(selection), input);
            }

            return;
        }

        var what = input?.BaseObject switch
        {
            null => "null",
            RunRoot or FileSystemInfo => $"a {input.BaseObject.GetType().Name}",
            var other => $"a {other.GetType().Name} without a text in a property Wallet, Handle or User",
        };
        WriteError(ErrorRecords.Create("UserNotText", $"The input '{input}' is {what}, not a user. Pipe texts, or objects with a property Wallet, Handle or User.", input));
    }

    private IReadOnlyList<string> UsersToScan()
    {
        if (ParameterSetName == UsersFileSet)
        {
            ReadUsersFile();
        }

        foreach (var user in User)
        {
            Users.Add(user);
        }

        if (Users.Users.Count == 0)
        {
            Throw(
                "NoUsers",
                ParameterSetName == UsersFileSet
                    ? $"The users file '{UsersFile}' has no users: it is empty but for blank lines and comments."
                    : "There are no users to scan. Give -UsersFile or -User, or pipe users in.",
                UsersFile);
        }

        var users = Users.Users;
        // Of a million users, what told doubles apart is not kept.
        _users = null;
        return users;
    }

    private void ReadUsersFile()
    {
        ThrowIf(FileSystemPaths.ResolveLiteral(this, UsersFile, out var path));

        try
        {
            TextList.Read(
                path!.Full,
                line =>
                {
                    Users.Add(line);
                    NoteSelection(() => UserSelectionText.OfLine(line), UsersFile);
                },
                Cancellation);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            var reason = Directory.Exists(path!.Full) ? "it is a folder." : cause.Message;
            Throw("UsersFileNotRead", $"The users file '{UsersFile}' cannot be read: {reason}", UsersFile, cause);
        }
    }

    // What the command says counts; else the users file or the table, and of several sayings the one that limits most.
    private (UserSelection Selection, int? Until) SelectionOfUsers()
    {
        if (UserSelection is { } typed)
        {
            // The day as it was written, whatever the zone of the time.
            return (UserSelectionText.Parse(typed).Selection, SelectedUntil is { } day ? DateOnly.FromDateTime(day.Date).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber : null);
        }

        return _selection is { } noted ? ((UserSelection)noted.Selection, noted.Until) : default;
    }

    private void NoteSelection(Func<(UserSelection Selection, int? Until)?> read, object? target)
    {
        try
        {
            if (read() is { } said && (_selection is null || said.Selection == Core.Evidence.UserSelection.Profit))
            {
                var until = _selection is { } before && before.Selection == (int)said.Selection ? Latest(before.Until, said.Until) : said.Until;
                _selection = ((int)said.Selection, until);
            }
        }
        catch (FormatException error)
        {
            Throw("UserSelectionUnknown", error.Message, target, error);
        }
    }

    private static int? Latest(int? one, int? other) => one is null || other is null ? null : Math.Max(one.Value, other.Value);
}
