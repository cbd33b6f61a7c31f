using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.Core.Scanning;

/// <summary>One user in, one run root out. Implementations are called for several users at once.</summary>
public interface IUserScanner
{
    /// <summary>Scans one user.</summary>
    /// <param name="user">The user as the users file or the caller gave it: a handle (with or without <c>@</c>) or a wallet. Data, never an option.</param>
    /// <param name="flags">The scan flags of the batch.</param>
    /// <param name="cancellationToken">Cancels the scan; the scanner then stops all that it started.</param>
    /// <returns>The path of the run root, or of a <c>run_manifest.json</c> that names it.</returns>
    /// <exception cref="Failure">The scan of this user failed; the batch goes on.</exception>
    Task<ScanResult> ScanAsync(string user, ScanFlags flags, CancellationToken cancellationToken);
}

/// <summary>What a scan returned.</summary>
/// <param name="RunRoot">The run root's path as the scanner said it, or the path of a <c>run_manifest.json</c>.</param>
public sealed record ScanResult(string RunRoot)
{
    /// <summary>The run root, where the scanner knows the folder for sure; null where it has to be found from <see cref="RunRoot"/>.</summary>
    public GivenPath? Known { get; init; }
}
