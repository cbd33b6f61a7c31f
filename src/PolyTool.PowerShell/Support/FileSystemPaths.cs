using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.PowerShell.Support;

/// <summary>Turns what users type after <c>-Path</c> and <c>-LiteralPath</c> into paths of the file system.</summary>
internal static class FileSystemPaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>
    /// Resolves one entry of a <c>-Path</c> parameter: what exists as it is written is taken as it is, else wildcards are
    /// expanded, and something must be there.
    /// </summary>
    /// <param name="cmdlet">The cmdlet, whose location counts.</param>
    /// <param name="path">What the user typed.</param>
    /// <param name="paths">What it stands for, in the provider's order; empty when nothing matches a wildcard.</param>
    /// <returns>Null, or what is wrong with it (<c>PathNotFound</c>, <c>PathNotFileSystem</c>, <c>PathInvalid</c>).</returns>
    public static ErrorRecord? Resolve(PSCmdlet cmdlet, string path, out IReadOnlyList<GivenPath> paths)
    {
        var error = ResolveLiteral(cmdlet, path, out var one);
        if (one is not null || !WildcardPattern.ContainsWildcardCharacters(path))
        {
            paths = one is null ? [] : [one];
            return error;
        }

        paths = [];
        try
        {
            var found = cmdlet.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (!IsFileSystem(provider))
            {
                return ErrorRecords.PathNotFileSystem(path, provider.Name);
            }
            // The provider's order is the disk's; ours is the same on every machine.
            paths = [.. found.Order(CodePointOrder.Comparer).Select(p => new GivenPath(AsTyped(cmdlet, path, p), p))];
            return null;
        }
        catch (ItemNotFoundException)
        {
            return ErrorRecords.PathNotFound(path);
        }
        catch (Exception e) when (IsPathTrouble(e))
        {
            return ErrorRecords.PathInvalid(path, e);
        }
    }

    /// <summary>Resolves one entry of a <c>-LiteralPath</c> parameter: no wildcards, and something must be there.</summary>
    /// <returns>Null, or what is wrong with it (<c>PathNotFound</c>, <c>PathNotFileSystem</c>, <c>PathInvalid</c>).</returns>
    public static ErrorRecord? ResolveLiteral(PSCmdlet cmdlet, string path, out GivenPath? resolved)
    {
        var error = ResolveNew(cmdlet, path, out resolved);
        if (error is null && !Path.Exists(resolved!.Full))
        {
            resolved = null;
            return ErrorRecords.PathNotFound(path);
        }
        return error;
    }

    /// <summary>Resolves a path that stands for one thing that must be there: as it is, or by a wildcard that only one thing matches.</summary>
    /// <returns>Null, or what is wrong with it (<c>PathAmbiguous</c>, <c>PathNotFound</c>, <c>PathNotFileSystem</c>, <c>PathInvalid</c>).</returns>
    public static ErrorRecord? ResolveOne(PSCmdlet cmdlet, string path, out GivenPath? resolved)
    {
        var error = ResolveAll(cmdlet, path, out var found);
        resolved = found.Count == 1 ? found[0] : null;
        return error ?? (found.Count > 1 ? ErrorRecords.PathAmbiguous(path, [.. found.Select(static one => one.Typed)]) : null);
    }

    /// <summary>Resolves a path that stands for what must be there: as it is, or by a wildcard for all that it matches.</summary>
    /// <param name="cmdlet">The cmdlet, whose location counts.</param>
    /// <param name="path">What the user typed.</param>
    /// <param name="paths">What it stands for, ordered by name; empty where there is an error.</param>
    /// <returns>Null, or what is wrong with it (<c>PathNotFound</c>, <c>PathNotFileSystem</c>, <c>PathInvalid</c>).</returns>
    public static ErrorRecord? ResolveAll(PSCmdlet cmdlet, string path, out IReadOnlyList<GivenPath> paths) =>
        Resolve(cmdlet, path, out paths) ?? (paths.Count == 0 ? ErrorRecords.PathNotFound(path) : null);

    /// <summary>A path without the provider that a PSPath names in front of it.</summary>
    public static string WithoutProvider(string path) =>
        path.IndexOf("::", StringComparison.Ordinal) is var at and >= 0 ? path[(at + 2)..] : path;

    /// <summary>Resolves a path that need not exist, such as one to write to: no wildcards.</summary>
    /// <returns>Null, or what is wrong with it (<c>PathNotFileSystem</c>, <c>PathInvalid</c>).</returns>
    public static ErrorRecord? ResolveNew(PSCmdlet cmdlet, string path, out GivenPath? resolved)
    {
        resolved = null;
        try
        {
            var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (!IsFileSystem(provider))
            {
                return ErrorRecords.PathNotFileSystem(path, provider.Name);
            }
            // A PSPath (Get-Item | ...) names its provider in front; users and files know the path alone.
            var typed = path.Contains("::", StringComparison.Ordinal) ? full : path;
            resolved = new GivenPath(typed, full);
            return null;
        }
        catch (Exception e) when (IsPathTrouble(e))
        {
            return ErrorRecords.PathInvalid(path, e);
        }
    }

    /// <summary>Makes an entry of a list file absolute: against PowerShell's current folder, with nothing in it expanded.</summary>
    public static string FullPath(PSCmdlet cmdlet, string entry) =>
        PhysicalPath.Of(entry, cmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath);

    // What a relative pattern stands for is recorded relative, like a path without wildcards.
    private static string AsTyped(PSCmdlet cmdlet, string pattern, string full) =>
        Path.IsPathRooted(pattern) || pattern.Contains(':', StringComparison.Ordinal) || pattern.StartsWith('~')
            ? full
            : Path.GetRelativePath(cmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath, full);

    private static bool IsFileSystem(ProviderInfo provider) =>
        string.Equals(provider.Name, FileSystem, StringComparison.OrdinalIgnoreCase);

    private static bool IsPathTrouble(Exception e) =>
        e is SessionStateException or ProviderInvocationException or ArgumentException or NotSupportedException
            or WildcardPatternException or PSInvalidOperationException or IOException or UnauthorizedAccessException;
}
