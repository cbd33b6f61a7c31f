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

/// <summary>Makes the run roots of existing dossiers, the original's too, without any network.</summary>
public sealed class DossierScanner
{
    private const string Name = "dossier.json";
    private const int Block = 32 * 1024;

    private readonly GivenPath _root;
    private readonly SegmentTable _table;
    private readonly EpochClock _clock;
    private readonly bool _force;

    private DossierScanner(GivenPath root, SegmentTable table, EpochClock clock, bool force)
    {
        _root = root;
        _table = table;
        _clock = clock;
        _force = force;
    }

    /// <summary>What to say of the segment table, once: that its league table is old, or that the kept one is not usable.</summary>
    public IReadOnlyList<string> TableNotes => _table.NotesAt(_clock.UtcNow);

    /// <summary>Loads the segment table and prepares the work.</summary>
    /// <param name="outputRoot">The folder for run roots.</param>
    /// <param name="table">The segment table.</param>
    /// <param name="force">Whether a run root with other contents is written over.</param>
    /// <param name="time">The clock, unless <c>SOURCE_DATE_EPOCH</c> fixes it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The scanner; it can be used for several dossiers at once.</returns>
    /// <exception cref="Failure"><c>SegmentTableNotFound</c>, <c>SegmentTableUnreadable</c>, <c>SegmentTableInvalid</c> or <c>SourceDateEpochInvalid</c>.</exception>
    public static async Task<DossierScanner> CreateAsync(
        GivenPath outputRoot, SegmentTableSource table, bool force, TimeProvider time, CancellationToken cancellationToken) => new(
            outputRoot.Recorded(),
            await SegmentTables.LoadAsync(table, cancellationToken).ConfigureAwait(false),
            EpochClock.From(time),
            force);

    /// <summary>Makes the run root of one dossier.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left behind.</param>
    /// <returns>The run root.</returns>
    /// <exception cref="Failure">
    /// <c>DossierNotFound</c>, <c>DossierIsFolder</c>, <c>DossierUnreadable</c>, <c>DossierNotJson</c>,
    /// <c>DossierDefect</c>, <c>RunRootExists</c>, <c>RunRootBusy</c> or <c>RunRootNotWritable</c>.
    /// </exception>
    public async Task<ScannedRunRoot> ScanAsync(GivenPath dossier, CancellationToken cancellationToken)
    {
        var started = _clock.UtcNow;
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
            Root = _root,
            CommandName = "rebuild",
            UserInput = owner.User,
            UserSlug = UserSlug.Of(owner.User),
            Wallet = owner.Wallet,
            Table = _table,
            Inputs = [input],
            Warnings = content.Skipped == 0 ? [] : [$"{content.Skipped} entries of the list of positions are no objects and were left out."],
            Clock = _clock,
            StartedAt = started,
            Force = _force,
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
