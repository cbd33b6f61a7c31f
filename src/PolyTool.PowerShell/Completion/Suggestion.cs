namespace PolyTool.PowerShell.Completion;

/// <summary>One value that a completer offers.</summary>
/// <param name="Text">The value.</param>
/// <param name="Note">What a tool tip says about it.</param>
/// <param name="Label">The short form that a menu shows; the value itself where null.</param>
internal sealed record Suggestion(string Text, string Note, string? Label = null);
