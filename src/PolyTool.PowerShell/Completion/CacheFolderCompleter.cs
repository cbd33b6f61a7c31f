using System.Management.Automation;
using PolyTool.Core.Polymarket;

namespace PolyTool.PowerShell.Completion;

/// <summary>Completes folders that hold a cache, the platform's own first, and after them what any folder completes to.</summary>
internal sealed class CacheFolderCompleter : PolyToolCompleter
{
    /// <inheritdoc />
    /// <remarks>A parameter that has a completer of its own gets no paths from the engine unasked.</remarks>
    private protected override IEnumerable<CompletionResult> Complete(CompletionRequest request)
    {
        CompletionResult[] caches = [.. base.Complete(request)];
        return caches.Concat(CompletionCompleters.CompleteFilename(request.Typed)
            .Where(path => path.ResultType == CompletionResultType.ProviderContainer && !caches.Any(cache => cache.ListItemText == path.ListItemText)));
    }

    private protected override IEnumerable<Suggestion> Suggest(CompletionRequest request)
    {
        var own = DirectScanOptions.DefaultCachePath;
        if (request.Matches(own) && Directory.Exists(own))
        {
            yield return new Suggestion(own, "the cache that is used where none is given");
        }

        var parent = request.Word[..(request.Word.LastIndexOfAny(['/', '\\']) + 1)];
        var folders = Directory.GetDirectories(CompletionRequest.FullPath(parent.Length > 0 ? parent : "."));
        Array.Sort(folders, StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            var name = Path.GetFileName(folder);
            if (request.Matches(parent + name) && IsCache(folder))
            {
                yield return new Suggestion(parent + name, "a cache", name);
            }
        }
    }

    // Answers lie in folders that are named by two hex digits.
    private static bool IsCache(string folder)
    {
        try
        {
            return Directory.EnumerateDirectories(folder, "??").Any(static part => Path.GetFileName(part).All(char.IsAsciiHexDigitLower));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
