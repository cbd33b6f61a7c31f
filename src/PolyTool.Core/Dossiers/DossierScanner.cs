using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.Core.Dossiers;

/// <summary>Makes the run roots of existing dossiers, the original's too, without any network.</summary>
public sealed class DossierScanner
{
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
    public async Task<ScannedRunRoot> ScanAsync(GivenPath dossier, CancellationToken cancellationToken) =>
        await DossierRebuild.RunAsync(dossier, _root, _table, _clock, _force, cancellationToken).ConfigureAwait(false);
}
