using PolyTool.Core.Scanning;

namespace PolyTool.Core.Leaderboards;

/// <summary>What a leaderboard's files say of their batch.</summary>
/// <param name="BatchId">The batch id: a file name.</param>
/// <param name="CreatedAt">When the batch was made; written in UTC with whole seconds.</param>
/// <param name="BatchRoot">The batch root in its recorded form.</param>
/// <param name="UsersFile">The users file in its recorded form; null where there is none.</param>
/// <param name="ScanFlags">The scan flags; null for an aggregation, which records none.</param>
public sealed record LeaderboardHeader(string BatchId, DateTimeOffset CreatedAt, string BatchRoot, string? UsersFile, ScanFlags? ScanFlags);

/// <summary>How many users a batch has.</summary>
/// <param name="UsersAttempted">All rows.</param>
/// <param name="UsersSucceeded">Rows that count.</param>
/// <param name="UsersFailed">Rows that failed.</param>
public sealed record LeaderboardTotals(int UsersAttempted, int UsersSucceeded, int UsersFailed);
