using System.Buffers;
using System.Security.Cryptography;
using PolyTool.Core.CanonicalJson;
using PolyTool.Core.Evidence.UserStatistics;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket.Segments;
using PolyTool.Core.Scans;

namespace PolyTool.Core.Polymarket.RunRootFiles;

/// <summary>Makes the reports of an existing <c>dossier.json</c>, the original's too, without any network.</summary>
internal static class DossierRebuild
{
    /// <summary>Larger than any honest dossier, small enough to be held.</summary>
    private const long LargestFile = 1L << 30;

    /// <summary>Makes a run root of one dossier.</summary>
    /// <param name="path">The file as the user typed it, for messages and records.</param>
    /// <param name="fullPath">The path to open.</param>
    /// <param name="root">Where run roots go.</param>
    /// <param name="table">How positions are classified.</param>
    /// <param name="clock">The clock of everything that enters a file.</param>
    /// <param name="force">Whether a run root with other contents is written over.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left behind.</param>
    /// <exception cref="ScanException">
    /// <c>DossierNotFound</c>, <c>DossierIsFolder</c>, <c>DossierUnreadable</c>, <c>DossierTooLarge</c>, <c>DossierNotJson</c>,
    /// <c>DossierDefect</c>, or what <see cref="RunRootWriter"/> throws.
    /// </exception>
    public static async Task<ScannedRunRoot> RunAsync(
        string path, string fullPath, OutputRoot root, SegmentTable table, EpochClock clock, bool force, CancellationToken cancellationToken)
    {
        DateTimeOffset started = clock.UtcNow;
        byte[] bytes = await ReadAsync(path, fullPath, cancellationToken).ConfigureAwait(false);
        DossierContent content = Parse(path, bytes, cancellationToken);
        DossierOwner owner = DossierOwner.Of(content, fullPath);
        RunRootOrder order = new()
        {
            Root = root,
            CommandName = "rebuild",
            UserInput = owner.User,
            UserSlug = UserSlug.Of(owner.User),
            Wallet = owner.Wallet,
            Table = table,
            Inputs = [new("dossier.json", Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant(), bytes.Length)],
            Warnings = content.Skipped == 0 ? [] : [$"{content.Skipped} entries of the list of positions are no objects and were left out."],
            Clock = clock,
            StartedAt = started,
            Force = force,
        };
        return await RunRootWriter.WriteAsync(order, new Source(bytes, content.Positions), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<byte[]> ReadAsync(string path, string fullPath, CancellationToken cancellationToken)
    {
        if (Directory.Exists(fullPath))
        {
            throw new ScanException("DossierIsFolder", $"'{path}' is a folder. Give the dossier.json in it.", canPass: false);
        }

        try
        {
            using FileStream file = new(fullPath, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous);
            if (!file.CanSeek || file.Length > LargestFile)
            {
                throw new ScanException("DossierTooLarge", $"'{path}' is no file of at most {LargestFile / (1 << 20)} MB. Give a dossier.json.", canPass: false);
            }

            byte[] bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ScanException("DossierNotFound", $"There is no dossier '{path}'. Give the path of a dossier.json.", canPass: false, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException("DossierUnreadable", $"The dossier '{path}' cannot be read: {error.Message}", canPass: false, error);
        }
    }

    private static DossierContent Parse(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            return DossierReader.Read(bytes, cancellationToken);
        }
        catch (JsonTextException error)
        {
            throw new ScanException("DossierNotJson", $"The dossier '{path}' is {error.Message}. Correct the file or export it again.", canPass: false, error);
        }
        catch (DossierDefectException error)
        {
            throw new ScanException("DossierDefect", $"The dossier '{path}' is not usable: {error.Message}.", canPass: false, error);
        }
    }

    // The dossier itself is copied byte for byte: it is the input, and nothing in it is ours to change.
    private sealed class Source(byte[] bytes, IReadOnlyList<PositionRow> positions) : IDossierSource
    {
        public IReadOnlyList<PositionRow> Positions => positions;

        public UserActivity Activity => UserActivity.Unknown;

        public void Write(IBufferWriter<byte> output, CancellationToken cancellationToken) => output.Write(bytes);
    }
}
