using System.Diagnostics;
using System.Management.Automation;

namespace PolyTool.Shell;

/// <summary>One line of progress at the bottom of a terminal, redrawn in place.</summary>
/// <param name="terminal">Where it is drawn, or null for nowhere.</param>
internal sealed class ProgressLine(TextWriter? terminal)
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _sinceDrawn = new();
    private bool _isShown;

    /// <summary>Draws a record, or takes the line away where the work is done.</summary>
    public void Show(ProgressRecord record)
    {
        if (terminal is null)
            return;
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Hide();
            return;
        }
        if (_sinceDrawn.IsRunning && _sinceDrawn.Elapsed < s_least)
            return;
        _sinceDrawn.Restart();
        terminal.Write("\r" + Text(record, Width()) + "\e[K");
        _isShown = true;
    }

    /// <summary>Takes the line away.</summary>
    public void Hide()
    {
        if (!_isShown)
            return;
        terminal!.Write("\r\e[K");
        _isShown = false;
    }

    /// <summary>The line: a bar where the share is known, the activity, the status and what is left, cut to the width.</summary>
    internal static string Text(ProgressRecord record, int width)
    {
        const int cells = 20;
        string bar = "";
        if (record.PercentComplete is >= 0 and <= 100 and int percent)
        {
            int full = percent * cells / 100;
            bar = $"[{new string('#', full)}{new string('.', cells - full)}] {percent,3} % ";
        }
        string left = record.SecondsRemaining >= 0 ? $" ({TimeSpan.FromSeconds(record.SecondsRemaining):h\\:mm\\:ss} left)" : "";
        string text = $"{bar}{record.Activity}: {record.StatusDescription}{left}".ReplaceLineEndings(" ");
        return text.Length < width ? text : text[..Math.Max(0, width - 1)];
    }

    private static int Width()
    {
        try
        {
            return Console.WindowWidth is > 0 and int width ? width : ShellRawUserInterface.DefaultWidth;
        }
        catch (IOException)
        {
            return ShellRawUserInterface.DefaultWidth;
        }
    }
}
