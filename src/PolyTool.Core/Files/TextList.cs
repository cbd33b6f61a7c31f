using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace PolyTool.Core.Files;

/// <summary>Text files with one entry a line: users lists and lists of run roots.</summary>
public static class TextList
{
    private const int BlockSize = 64 * 1024;

    // Ten million users of a hundred characters.
    private const long Largest = 1L << 30;

    /// <summary>
    /// Reads the entries in order: lines without the white space at their ends, and without empty lines and lines that start
    /// with <c>#</c>. A byte order mark at the start is dropped. A line ends at LF, CR, VT, FF, FS, GS, RS, NEL, LS or PS.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The entries; doubles are kept. They lie in memory as few bytes: each that is taken out is a new string.</returns>
    /// <exception cref="IOException">The file cannot be read, is a pipe or a device, is larger than 1 GB, or is not UTF-8.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IReadOnlyList<string> Read(string path, CancellationToken cancellationToken = default)
    {
        PackedTexts entries = new();
        Read(path, entry => entries.Add(entry), cancellationToken);
        return entries;
    }

    /// <summary>Reads the entries in order, as <see cref="Read(string, CancellationToken)"/> does, and hands each over without keeping it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="take">Takes an entry.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The file cannot be read, is a pipe or a device, is larger than 1 GB, or is not UTF-8; entries before that place were handed over.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static void Read(string path, Action<string> take, CancellationToken cancellationToken)
    {
        using var handle = ForeignFile.Open(path, Largest);
        if (handle is null)
        {
            throw new IOException($"'{path}' is a pipe or a device, not a file. Save the list in a file, or pipe its lines to the cmdlet.");
        }

        using FileStream file = new(handle, FileAccess.Read, bufferSize: 0);
        var bytes = new byte[BlockSize];
        var characters = new char[BlockSize];
        Entries entries = new(take);
        long before = 0;
        var held = 0;
        bool last;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = file.Read(bytes, held, bytes.Length - held);
            held += read;
            last = read == 0;
            var status = Utf8.ToUtf16(bytes.AsSpan(0, held), characters, out var used, out var made, replaceInvalidSequences: false, isFinalBlock: last);
            if (status is OperationStatus.InvalidData or OperationStatus.NeedMoreData && last)
            {
                throw new IOException(string.Create(CultureInfo.InvariantCulture, $"'{path}' is not UTF-8 text: byte {before + used + 1} does not fit. Save it as UTF-8."));
            }

            entries.Add(characters.AsSpan(0, made));
            before += used;
            held -= used;
            bytes.AsSpan(used, held).CopyTo(bytes);
        }
        while (!last);

        entries.End();
    }

    private static bool IsLineEnd(char c) =>
        c is '\n' or '\r' or '\v' or '\f' or (>= '\u001C' and <= '\u001E') or '\u0085' or '\u2028' or '\u2029';

    /// <summary>Makes entries of a text that comes in pieces.</summary>
    private sealed class Entries(Action<string> take)
    {
        private readonly StringBuilder _begun = new();
        private bool _hasStarted;

        public void Add(ReadOnlySpan<char> text)
        {
            if (!_hasStarted && text.Length > 0)
            {
                _hasStarted = true;
                text = text[0] == '\uFEFF' ? text[1..] : text;
            }

            var start = 0;
            for (var i = 0; i < text.Length; i++)
            {
                if (IsLineEnd(text[i]))
                {
                    EndLine(text[start..i]);
                    start = i + 1;
                }
            }

            _begun.Append(text[start..]);
        }

        public void End() => EndLine([]);

        private void EndLine(ReadOnlySpan<char> text)
        {
            if (_begun.Length > 0)
            {
                var line = _begun.Append(text).ToString();
                _begun.Clear();
                Take(line);
            }
            else
            {
                Take(text);
            }
        }

        private void Take(ReadOnlySpan<char> line)
        {
            var entry = PythonText.Strip(line);
            if (entry.Length > 0 && entry[0] != '#')
            {
                take(entry.ToString());
            }
        }
    }
}
