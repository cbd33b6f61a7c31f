using System.Globalization;
using System.Management.Automation.Host;

namespace PolyTool.Hosting;

/// <summary>A host that remembers what it was told to show. Its language is en-US, its culture the invariant one.</summary>
public sealed class RecordingHost(int width, bool colour) : PSHost
{
    private readonly RecordingUserInterface _ui = new(width, colour);

    /// <summary>What stands on the screen: lines end with <c>\n</c>, blanks at their ends are gone.</summary>
    public string Text => string.Join('\n', _ui.Screen.ToString().ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()));

    /// <summary>What <c>-Confirm</c> and the like asked, in order.</summary>
    public IReadOnlyList<string> Questions => _ui.Questions;

    /// <summary>Index of the choice that answers each question; the default choice where it is null.</summary>
    public int? Answer
    {
        get => _ui.Answer;
        set => _ui.Answer = value;
    }

    /// <summary>How many progress records were shown.</summary>
    public int ProgressCount => _ui.ProgressCount;

    /// <summary>The culture that views and conversions use.</summary>
    public CultureInfo Culture { get; set; } = CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public override string Name => "PolyTool test host";

    /// <inheritdoc/>
    public override Version Version { get; } = new(1, 0);

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI => _ui;

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => Culture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture { get; } = CultureInfo.GetCultureInfo("en-US");

    /// <summary>Empties the screen.</summary>
    public void Clear() => _ui.Screen.Clear();

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode)
    {
    }

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }
}
