namespace PolyTool.Core.Batches.Journal;

/// <summary>One finished user.</summary>
/// <param name="Number">The user's number, from 1.</param>
/// <param name="User">The user.</param>
/// <param name="RunRoot">The run root as recorded; null for a failed user.</param>
/// <param name="Attempts">How often the scan was started.</param>
/// <param name="Started">When the first attempt began.</param>
/// <param name="Milliseconds">From there to the end.</param>
/// <param name="Error">Why the user failed; null for a user that succeeded.</param>
internal sealed record JournalEntry(
    int Number, string User, string? RunRoot, int Attempts, DateTimeOffset Started, long Milliseconds, string? Error);
