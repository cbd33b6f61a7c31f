using System.Buffers;
using Microsoft.Win32.SafeHandles;
using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers;

/// <summary>Makes the reports of an existing <c>dossier.json</c>, the original's too, without any network.</summary>
internal static class DossierRebuild
{
    private const string Name = "dossier.json";
    private const int Block = 32 * 1024;

    /// <summary>Makes a run root of one dossier.</summary>
    /// <param name="dossier">The file.</param>
    /// <param name="root">Where run roots go.</param>
    /// <param name="table">How positions are classified.</param>
    /// <param name="clock">The clock of everything that enters a file.</param>
    /// <param name="force">Whether a run root with other contents is written over.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left behind.</param>
    /// <exception cref="Failure">
    /// <c>DossierNotFound</c>, <c>DossierIsFolder</c>, <c>DossierUnreadable</c>, <c>DossierNotJson</c>,
    /// <c>DossierDefect</c>, or what <see cref="RunRootWriter"/> throws.
    /// </exception>
    public static async Task<ScannedRunRoot> RunAsync(
        GivenPath dossier, GivenPath root, SegmentTable table, EpochClock clock, bool force, CancellationToken cancellationToken)
    {
        var started = clock.UtcNow;
        var path = dossier.Typed;
        using var file = Open(dossier);
        RunInput input;
        DossierContent content;
        try
        {
            input = Hash(file, cancellationToken);
            content = DossierReader.Read(file, cancellationToken);
        }
        catch (JsonTextException error)
        {
            throw new Failure("DossierNotJson", $"The dossier '{path}' is {error.Message}. Correct the file or export it again.", cause: error);
        }
        catch (Failure error) when (DossierDefect.Is(error))
        {
            throw new Failure(DossierDefect.Code, $"The dossier '{path}' is not usable: {error.Message}.", cause: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, error);
        }

        var owner = DossierOwner.Of(content, dossier.Full);
        RunRootOrder order = new()
        {
            Root = root,
            CommandName = "rebuild",
            UserInput = owner.User,
            UserSlug = UserSlug.Of(owner.User),
            Wallet = owner.Wallet,
            Table = table,
            Inputs = [input],
            Warnings = content.Skipped == 0 ? [] : [$"{content.Skipped} entries of the list of positions are no objects and were left out."],
            Clock = clock,
            StartedAt = started,
            Force = force,
        };
        return await RunRootWriter.WriteAsync(order, new Source(file, input, content.Positions), cancellationToken).ConfigureAwait(false);
    }

    private static SafeFileHandle Open(GivenPath dossier)
    {
        var path = dossier.Typed;
        if (Directory.Exists(dossier.Full))
        {
            throw new Failure("DossierIsFolder", $"'{path}' is a folder. Give the dossier.json in it.");
        }

        try
        {
            return ForeignFile.Open(dossier.Full, options: FileOptions.RandomAccess)
                ?? throw new Failure("DossierNotJson", $"The dossier '{path}' is {JsonText.Empty().Message}. Correct the file or export it again.");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new Failure("DossierNotFound", $"There is no dossier '{path}'. Give the path of a dossier.json.", cause: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unreadable(path, error);
        }
    }

    private static Failure Unreadable(string path, Exception error) =>
        new("DossierUnreadable", $"The dossier '{path}' cannot be read: {error.Message}", cause: error);

    private static RunInput Hash(SafeFileHandle file, CancellationToken cancellationToken)
    {
        using HashingBuffer hash = new(Stream.Null);
        Copy(file, hash, cancellationToken);
        return hash.Finish(Name);
    }

    private static void Copy(SafeFileHandle file, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        long position = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(file, output.GetSpan(Block)[..Block], position);
            if (read == 0)
            {
                return;
            }

            output.Advance(read);
            position += read;
        }
    }

    // The dossier itself is copied byte for byte: it is the input, and nothing in it is ours to change.
    private sealed class Source(SafeFileHandle file, RunInput input, IReadOnlyList<DossierRow> positions) : IDossierSource
    {
        public IReadOnlyList<DossierRow> Positions => positions;

        public UserActivity Activity => UserActivity.Unknown;

        public void Write(IBufferWriter<byte> output, CancellationToken cancellationToken)
        {
            // The copy must be what the reports were made of.
            if (Hash(file, cancellationToken) != input)
            {
                throw new IOException("the dossier was changed while it was read");
            }

            Copy(file, output, cancellationToken);
        }
    }
}
