using PolyTool.Core.Files;

namespace PolyTool.PowerShell.Completion;

/// <summary>Completes users of the users file on the line, or of the files <c>*users*.txt</c> in the current location.</summary>
internal sealed class UserCompleter : PolyToolCompleter
{
    private const int LargestFile = 1024 * 1024;

    private protected override IEnumerable<Suggestion> Suggest(CompletionRequest request) =>
        Files(request)
            .Where(static file => new FileInfo(file).Length <= LargestFile)
            .SelectMany(static file => TextList.Read(file, CancellationToken.None).Select(user => (User: user, File: Path.GetFileName(file))))
            .DistinctBy(static entry => entry.User, StringComparer.Ordinal)
            .Where(entry => request.Matches(entry.User) || request.Matches(entry.User.TrimStart('@')))
            .Select(static entry => new Suggestion(entry.User, $"from {entry.File}"));

    private static string[] Files(CompletionRequest request)
    {
        if (request.Bound("UsersFile", "Users") is { } file)
        {
            return [CompletionRequest.FullPath(file)];
        }

        var files = Directory.GetFiles(CompletionRequest.FullPath("."), "*users*.txt");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
