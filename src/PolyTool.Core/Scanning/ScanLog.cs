using PolyTool.Core.Files;

namespace PolyTool.Core.Scanning;

/// <summary>One scan's log: both outputs as they come, up to a size. A disk that refuses ends the log, not the scan.</summary>
internal sealed class ScanLog : IDisposable
{
    /// <summary>The most bytes of output that a log holds.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private readonly Lock _gate = new();
    private FileStream? _file;
    private int _left = MaxBytes;

    public ScanLog(string path)
    {
        try
        {
            OwnFolder.Make(Path.GetDirectoryName(path)!, own: 1, isPrivate: true);
            _file = NewFile.Create(path, FileShare.Read, isPrivate: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _file = null;
        }
    }

    public void Write(ReadOnlySpan<byte> output)
    {
        lock (_gate)
        {
            if (_file is null || _left == 0)
            {
                return;
            }

            var part = output[..Math.Min(output.Length, _left)];
            _left -= part.Length;
            try
            {
                _file.Write(part);
                if (_left == 0)
                {
                    _file.Write("\n[The log ends here; the scan printed more.]\n"u8);
                }
            }
            catch (IOException)
            {
                Close();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Close();
        }
    }

    private void Close()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException)
        {
            // The disk is full; what is in the log so far stays.
        }

        _file = null;
    }
}
