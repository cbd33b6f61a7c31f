using System.Text;
using PolyTool.Core.Files;

namespace PolyTool.Core.Scanning;

/// <summary>
/// Follows the lines of a process's output without keeping it: the last <c>Run root:</c> line and the last lines. Lines may
/// be endless and need not be UTF-8; what is too long for a path is cut.
/// </summary>
internal sealed class OutputLines(int keep)
{
    private const string RunRootMark = "Run root:";
    private const int MaxLineBytes = 16 * 1024;
    private readonly Queue<string> _last = new();
    private readonly List<byte> _line = [];
    private readonly int _keep = keep;

    /// <summary>What the last <c>Run root: path</c> line says; null where there was none.</summary>
    public string? RunRoot { get; private set; }

    /// <summary>The last lines that are not empty, oldest first.</summary>
    public IReadOnlyCollection<string> Last => _last;

    public void Add(ReadOnlySpan<byte> output)
    {
        while (!output.IsEmpty)
        {
            var end = output.IndexOf((byte)'\n');
            var part = end < 0 ? output : output[..end];
            _line.AddRange(part[..Math.Min(part.Length, MaxLineBytes - _line.Count)]);
            if (end < 0)
            {
                return;
            }

            EndLine();
            output = output[(end + 1)..];
        }
    }

    /// <summary>The output has ended; a last line without a line feed counts too.</summary>
    public void Complete() => EndLine();

    private void EndLine()
    {
        var line = PythonText.Strip(Encoding.UTF8.GetString([.. _line]));
        _line.Clear();
        if (line.Length == 0)
        {
            return;
        }

        if (line.StartsWith(RunRootMark, StringComparison.Ordinal))
        {
            RunRoot = PythonText.Strip(line[RunRootMark.Length..]);
        }

        _last.Enqueue(line);
        if (_last.Count > _keep)
        {
            _last.Dequeue();
        }
    }
}
