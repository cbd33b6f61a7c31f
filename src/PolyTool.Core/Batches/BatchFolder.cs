using System.Buffers;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Batches;

/// <summary>Which batch it is and where its folder lies: <c>output root / date / batch id</c>.</summary>
public sealed record BatchFolder
{
    private static readonly SearchValues<char> s_idCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>The batch id, a plain file name.</summary>
    public required string BatchId { get; init; }

    /// <summary>When the batch began: UTC, whole seconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The batch root as files record it.</summary>
    public required string RecordedPath { get; init; }

    /// <summary>The batch root as a full path.</summary>
    public required string FullPath { get; init; }

    /// <summary>Full path of the batch's journal, whether it is there or not.</summary>
    public string JournalPath => Path.Combine(FullPath, LeaderboardFileNames.Journal);

    /// <summary>The folder of a new batch; nothing is made yet.</summary>
    /// <param name="outputRoot">The output root as typed; empty means the current folder.</param>
    /// <param name="batchId">The batch id; null for a new UUID.</param>
    /// <param name="baseDirectory">The full path that a relative output root starts from.</param>
    /// <param name="time">The clock; <c>SOURCE_DATE_EPOCH</c> overrides it.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="Failure"><c>BatchIdNotAName</c>: the id is no plain file name; <c>SourceDateEpochInvalid</c>.</exception>
    public static BatchFolder New(string outputRoot, string? batchId, string baseDirectory, TimeProvider time)
    {
        var id = batchId is null ? Guid.NewGuid().ToString("D") : Checked(batchId);
        var now = EpochClock.From(time).UtcNow;
        return At(outputRoot, EpochClock.FormatDate(now), id, baseDirectory, WholeSeconds(now));
    }

    /// <summary>The folder of a batch that began at a known time; nothing is made yet.</summary>
    /// <param name="outputRoot">The output root as typed; empty means the current folder.</param>
    /// <param name="batchId">The batch id.</param>
    /// <param name="createdAt">When the batch began.</param>
    /// <param name="baseDirectory">The full path that a relative output root starts from.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="Failure"><c>BatchIdNotAName</c>.</exception>
    public static BatchFolder Of(string outputRoot, string batchId, DateTimeOffset createdAt, string baseDirectory) =>
        At(outputRoot, EpochClock.FormatDate(createdAt), Checked(batchId), baseDirectory, createdAt);

    /// <summary>The folder of a batch that has a journal, under whatever date.</summary>
    /// <param name="outputRoot">The output root as typed.</param>
    /// <param name="batchId">The batch id.</param>
    /// <param name="baseDirectory">The full path that a relative output root starts from.</param>
    /// <returns>The folder; its time of creation is the journal's.</returns>
    /// <exception cref="Failure"><c>BatchNotFound</c>, <c>BatchesNotRead</c>, <c>BatchAmbiguous</c> (under two dates), <c>BatchIdNotAName</c>, or what reading the journal's first line says.</exception>
    public static BatchFolder Find(string outputRoot, string batchId, string baseDirectory)
    {
        var id = Checked(batchId);
        var root = Path.GetFullPath(outputRoot, baseDirectory);
        var dates = Dates(root, id);
        return dates switch
        {
            [] => throw new Failure(
                "BatchNotFound", $"No batch '{id}' with a {LeaderboardFileNames.Journal} below '{root}'. Check -BatchId and -OutputRoot, or start it without -Resume.", id),
            [var date] => At(outputRoot, date, id, baseDirectory, Journal.JournalReader.ReadHeader(Path.Combine(root, date, id, LeaderboardFileNames.Journal)).CreatedAt),
            _ => throw new Failure(
                "BatchAmbiguous", $"Batch '{id}' lies below '{root}' under several dates: {string.Join(", ", dates)}. Move all but one away.", id),
        };
    }

    private static string[] Dates(string root, string id)
    {
        try
        {
            return !Directory.Exists(root) ? [] : [.. BatchWalker.Named(root, id).Where(static batch => batch.HasJournal).Select(static batch => batch.Date)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new Failure("BatchesNotRead", $"The output root '{root}' cannot be searched for batch '{id}': {error.Message}", root, cause: error);
        }
    }

    private static BatchFolder At(string outputRoot, string date, string id, string baseDirectory, DateTimeOffset createdAt)
    {
        var recorded = Files.RecordedPath.Join(Files.RecordedPath.Normalise(outputRoot), $"{date}/{id}");
        return new()
        {
            BatchId = id,
            CreatedAt = createdAt,
            RecordedPath = recorded,
            FullPath = Path.GetFullPath(recorded, baseDirectory),
        };
    }

    private static string Checked(string id) =>
        id.Length is > 0 and <= 200 && id is not ("." or "..") && !id.AsSpan().ContainsAnyExcept(s_idCharacters)
            ? IsNameOnEverySystem(id) ? id : throw new Failure(
                "BatchIdNotAName", $"The batch id '{id}' is no folder's name on Windows, so that the batch could not be taken there. Use one that does not end in '.' and is no device's name (CON, PRN, AUX, NUL, COM1, LPT1 ...).", id)
            : throw new Failure(
                "BatchIdNotAName", $"The batch id '{VisibleText.Of(id, 100)}' is no plain name. Use 1 to 200 of the characters A-Z a-z 0-9 . _ - and not '.' or '..'.", id);

    private static bool IsNameOnEverySystem(string id)
    {
        // Windows takes 'NUL.txt' for the device as well.
        var stem = id.Split('.')[0].ToUpperInvariant();
        var isDevice = stem is "CON" or "PRN" or "AUX" or "NUL"
            || (stem.Length == 4 && stem[..3] is ("COM" or "LPT") && char.IsAsciiDigit(stem[3]));
        return !isDevice && id[^1] != '.';
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
