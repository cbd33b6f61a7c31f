using System.Text;

namespace PolyTool.Core.Files;

/// <summary>Text files with one entry a line: users lists and lists of run roots.</summary>
public static class TextList
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Reads the entries in order: lines without the white space at their ends, and without empty lines and lines that start
    /// with <c>#</c>. A byte order mark at the start is dropped. A line ends at LF, CR, VT, FF, FS, GS, RS, NEL, LS or PS.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The entries; doubles are kept.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="TextListException">The file is not UTF-8.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IReadOnlyList<string> Read(string path, CancellationToken cancellationToken = default)
    {
        byte[] bytes = File.ReadAllBytes(path);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Split(s_strict.GetString(bytes));
        }
        catch (DecoderFallbackException error)
        {
            throw new TextListException($"'{path}' is not UTF-8 text: byte {error.Index + 1} does not fit. Save it as UTF-8.");
        }
    }

    internal static IReadOnlyList<string> Split(string text)
    {
        List<string> entries = [];
        int start = text.StartsWith('\uFEFF') ? 1 : 0;
        for (int i = start; i <= text.Length; i++)
        {
            if (i < text.Length && !IsLineEnd(text[i]))
            {
                continue;
            }

            string line = PythonText.Strip(text[start..i]);
            if (line.Length > 0 && line[0] != '#')
            {
                entries.Add(line);
            }

            start = i + 1;
        }

        return entries;
    }

    private static bool IsLineEnd(char c) =>
        c is '\n' or '\r' or '\v' or '\f' or (>= '\u001C' and <= '\u001E') or '\u0085' or '\u2028' or '\u2029';
}
