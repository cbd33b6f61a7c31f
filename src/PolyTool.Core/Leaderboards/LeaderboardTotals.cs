namespace PolyTool.Core.Leaderboards;

/// <summary>How many users a batch has.</summary>
/// <param name="UsersAttempted">All rows.</param>
/// <param name="UsersSucceeded">Rows that count.</param>
/// <param name="UsersFailed">Rows that failed.</param>
public sealed record LeaderboardTotals(int UsersAttempted, int UsersSucceeded, int UsersFailed);
