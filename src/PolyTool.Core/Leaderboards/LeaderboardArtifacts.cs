using System.Buffers;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Leaderboards;

/// <summary>
/// The files of a batch in the making. Users are added in input order by one thread; rows go to the disk as they come, so that
/// memory grows with segments, not with users. Nothing is to be seen in the folder before <see cref="Commit"/>.
/// </summary>
public sealed class LeaderboardArtifacts : IDisposable
{
    // The document and its list stand around a row.
    private const int RowDepth = 2;

    // Of a name too long to stand in a board.
    private const int ShownName = 200;

    private readonly LeaderboardHeader _header;
    private readonly StagedFiles _files;
    private readonly LeaderboardWriter _leaderboard;
    private readonly UserResultsWriter _users;
    private readonly BatchManifestWriter _manifest;
    private readonly LeaderboardBuilder _builder;
    private readonly ArrayBufferWriter<byte> _row = new();
    private int _succeeded;
    private int _failed;

    /// <summary>Starts the files of a batch.</summary>
    /// <param name="header">What they say of their batch.</param>
    /// <param name="directory">The batch root to write in; it is made if it is not there.</param>
    /// <param name="capacity">How many users are expected.</param>
    /// <exception cref="IOException">The folder or a file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or a file may not be written.</exception>
    public LeaderboardArtifacts(LeaderboardHeader header, string directory, int capacity = 0)
    {
        _builder = new(capacity);
        _header = header;
        _files = new(directory, LeaderboardFileNames.Manifest);
        try
        {
            _leaderboard = new(_files.Create(LeaderboardFileNames.Leaderboard), header);
            _users = new(_files.Create(LeaderboardFileNames.Users), header);
            _manifest = new(_files.Create(LeaderboardFileNames.Manifest), header);
        }
        catch
        {
            _files.Dispose();
            throw;
        }
    }

    /// <summary>Adds a user whose run root was read.</summary>
    /// <param name="user">The user's label.</param>
    /// <param name="recordedRunRoot">The run root in its recorded form.</param>
    /// <param name="content">What it holds.</param>
    /// <returns>The user's row: a failure where the user's numbers would make a sum infinite; nothing of them counts then.</returns>
    /// <exception cref="IOException">The row cannot be written.</exception>
    public UserResult AddSuccess(string user, string recordedRunRoot, RunRootContent content) =>
        AddSuccess(user, TextKey.Of(user), recordedRunRoot, content);

    /// <summary>The same for who has the label's key already.</summary>
    internal UserResult AddSuccess(string user, TextKey key, string recordedRunRoot, RunRootContent content)
    {
        if (_builder.Add(user, key, content) is { } defect)
        {
            return AddFailure(user, defect.Message);
        }

        UserResult result = new()
        {
            User = user,
            Status = UserResult.Success,
            RunRoot = recordedRunRoot,
            HypothesisCandidatesPath = RecordedPath.Join(recordedRunRoot, RunRootFileNames.Candidates),
            ClvCoverageRate = content.Coverage.ClvCoverageRate,
            EntryContextCoverageRate = content.Coverage.EntryContextCoverageRate,
            NotionalWeightTotal = content.Coverage.NotionalWeightTotal,
        };
        Write(result, content.TopCandidates);
        _succeeded++;
        return result;
    }

    /// <summary>Adds a user who failed.</summary>
    /// <param name="user">The user's label.</param>
    /// <param name="error">Why; no times and no durations, so that the same input gives the same bytes.</param>
    /// <returns>The user's row.</returns>
    /// <exception cref="IOException">The row cannot be written.</exception>
    public UserResult AddFailure(string user, string error)
    {
        var result = UserResult.Failed(user.Length <= JsonLimits.NameLength ? user : VisibleText.Of(user, ShownName), VisibleText.Message(error));
        Write(result, null);
        _failed++;
        return result;
    }

    /// <summary>Starts a further file that appears with the others.</summary>
    /// <param name="fileName">Its name in the batch root.</param>
    /// <returns>A stream that is written from front to back; the set closes it.</returns>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public Stream CreateExtra(string fileName) => _files.Create(fileName);

    /// <summary>Writes what is left and makes all files appear, the manifest last.</summary>
    /// <param name="cancellationToken">Stops before the files appear.</param>
    /// <returns>How many users the batch has.</returns>
    /// <exception cref="IOException">A file cannot be written; see <see cref="StagedFiles.Commit"/>.</exception>
    public LeaderboardTotals Commit(CancellationToken cancellationToken = default)
    {
        LeaderboardTotals totals = new(_succeeded + _failed, _succeeded, _failed);
        var segments = _builder.Segments();
        TopLists top = new(segments);
        _leaderboard.Finish(segments, top, totals);
        _users.Finish();
        _manifest.Finish(totals);
        _files.Create(LeaderboardFileNames.Markdown).Write(MarkdownReport.Render(_header, totals, top));
        cancellationToken.ThrowIfCancellationRequested();
        _files.Commit();
        return totals;
    }

    /// <summary>Drops what is not committed.</summary>
    public void Dispose() => _files.Dispose();

    private void Write(UserResult result, byte[]? topCandidates)
    {
        _row.ResetWrittenCount();
        UserRow.Write(new(_row, RowDepth), result, topCandidates);
        _leaderboard.WriteUser(_row.WrittenSpan);
        _users.WriteUser(_row.WrittenSpan);
        _manifest.WriteUser(result);
    }
}
