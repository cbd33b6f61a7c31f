using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Reports;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.Polymarket.Prices;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Polymarket;

/// <summary>Scans users straight against the public services: a user in, a run root out. One instance serves many users at once.</summary>
public sealed class DirectScanner : IUserScanner
{
    private readonly DirectScanOptions _options;
    private readonly SegmentTable _table;
    private readonly EpochClock _clock;
    private readonly AnswerSource _source;
    private readonly UserScan _scan;
    private readonly GivenPath _root;
    private readonly SingleFlight<(string User, bool Lite), ScannedRunRoot> _flights = new();

    private DirectScanner(DirectScanOptions options, SegmentTable table, EpochClock clock, AnswerCache cache, ApiClient client)
    {
        _options = options;
        _table = table;
        _clock = clock;
        _root = options.OutputRoot.Recorded();
        _source = new AnswerSource(client, cache, options.CacheMode, () => clock.UtcNow);
        _scan = new UserScan(_source, table, options.MaxFills);
    }

    /// <summary>What to say of the cache, once, when all is scanned: that answers could not be kept; null where all were. Scans go on without.</summary>
    public string? CacheNote => _source.FailedWrites == 0
        ? null
        : $"{_source.FailedWrites} answers could not be kept in the cache '{_options.CacheFullPath ?? DirectScanOptions.DefaultCachePath}': the next scan asks the services for them again. Free the disk, or correct the rights on the folder.";

    /// <summary>What to say of the segment table, once: that its league table is old, or that the kept one is not usable.</summary>
    public IReadOnlyList<string> TableNotes => _table.NotesAt(_clock.UtcNow);

    /// <summary>Loads the segment table and prepares the cache.</summary>
    /// <param name="options">How to scan.</param>
    /// <param name="time">The clock, unless <c>SOURCE_DATE_EPOCH</c> fixes it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Failure"><c>SegmentTableNotFound</c>, <c>SegmentTableUnreadable</c>, <c>SegmentTableInvalid</c> or <c>CacheNotFound</c>.</exception>
    /// <exception cref="FormatException"><c>SOURCE_DATE_EPOCH</c> is no number of seconds.</exception>
    public static Task<DirectScanner> CreateAsync(DirectScanOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        CreateAsync(options, time, ApiClient.Shared(options.Api), cancellationToken);

    /// <summary>Names of the flags that are set and change nothing in a direct scan; they are recorded all the same.</summary>
    /// <param name="flags">The flags of a batch.</param>
    public static IReadOnlyList<string> IgnoredFlags(ScanFlags flags)
    {
        (string Name, bool IsSet)[] all =
        [
            (nameof(flags.ApiBaseUrl), flags.ApiBaseUrl is not null),
            (nameof(flags.Full), flags.Full),
            (nameof(flags.IngestPositions), flags.IngestPositions),
            (nameof(flags.ComputePnl), flags.ComputePnl),
            (nameof(flags.EnrichResolutions), flags.EnrichResolutions),
            (nameof(flags.DebugExport), flags.DebugExport),
            (nameof(flags.WarmClvCache), flags.WarmClvCache),
            (nameof(flags.ComputeClv), flags.ComputeClv),
        ];
        return [.. all.Where(f => f.IsSet).Select(f => f.Name)];
    }

    /// <inheritdoc />
    public async Task<ScanResult> ScanAsync(string user, ScanFlags flags, CancellationToken cancellationToken)
    {
        var root = await ScanAsync(user, flags.Lite, cancellationToken).ConfigureAwait(false);
        return new(root.Path) { Known = new(root.Path, root.FullPath) };
    }

    /// <summary>Scans one user.</summary>
    /// <param name="user">A handle (with or without <c>@</c>), a wallet, or a profile's address.</param>
    /// <param name="lite">Whether the prices before entry are left out.</param>
    /// <param name="cancellationToken">Cancels the scan; nothing is left behind.</param>
    /// <returns>The run root.</returns>
    /// <exception cref="Failure">
    /// <c>HandleNotFound</c>, <c>HandleAmbiguous</c>, <c>InvalidUser</c>, <c>NoPositions</c>, <c>CursorNeverEnds</c>, <c>AnswerNotInCache</c>,
    /// an <c>Api…</c> failure, <c>DossierDefect</c>, or what the run root's writer refuses.
    /// </exception>
    public Task<ScannedRunRoot> ScanAsync(string user, bool lite, CancellationToken cancellationToken)
    {
        // Whoever is in the list twice is scanned once at a time, and in one form: so it is the same run root, not two that contradict each other.
        var plain = UserResolver.Plain(user);
        return _flights.RunAsync((plain, lite), ask => ScanOnceAsync(plain, lite, ask), cancellationToken);
    }

    private async Task<ScannedRunRoot> ScanOnceAsync(string user, bool lite, CancellationToken cancellationToken)
    {
        var started = _clock.UtcNow;
        try
        {
            var positions = new ScannedPositions();
            var scanned = await _scan.ReadAsync(user, lite, positions.Add, cancellationToken).ConfigureAwait(false);
            positions.Complete();
            // Where the fills are not known, the days are those of which the positions tell, so the rate is rather too high than too low.
            var activity = new UserActivity { Fills = scanned.Fills, ActiveDays = scanned.ActiveDays ?? positions.ActiveDays };
            var dossier = new ScannedDossier(scanned.User.Wallet, user, scanned.User.Name, positions, activity);
            if (ScanCoverage.Of(positions.Rows).Explanation is { } why)
            {
                scanned = scanned with { Warnings = [.. scanned.Warnings, why] };
            }

            return await RunRootWriter.WriteAsync(Order(scanned, lite, started), dossier, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e)
        {
            throw e.ToFailure();
        }
        catch (Failure e) when (DossierDefect.Is(e))
        {
            throw new Failure(DossierDefect.Code, $"No reports can be made of what the services say of '{user}': {e.Message}.", cause: e);
        }
    }

    internal static async Task<DirectScanner> CreateAsync(DirectScanOptions options, TimeProvider time, ApiClient client, CancellationToken cancellationToken)
    {
        var folder = options.CacheFullPath ?? AnswerCache.DefaultDirectory();
        if (options.CacheMode == CacheMode.Offline && !Directory.Exists(folder))
        {
            throw new Failure("CacheNotFound", $"Offline, and there is no cache '{folder}'. Scan once without -Offline, or give its place with -CachePath.");
        }

        var table = await SegmentTables.LoadAsync(options.Table with { LeagueFolder = folder }, cancellationToken).ConfigureAwait(false);
        var cache = new AnswerCache(folder, options.CacheLimit);
        if (options.CacheMode != CacheMode.Offline)
        {
            await Task.Run(() => cache.Trim(cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return new DirectScanner(options, table, EpochClock.From(time), cache, client);
    }

    private RunRootOrder Order(ScannedUser scanned, bool lite, DateTimeOffset started) => new()
    {
        Root = _root,
        CommandName = "scan",
        UserInput = scanned.UserInput,
        UserSlug = UserSlug.Of(scanned.User.Name),
        Wallet = scanned.User.Wallet,
        Table = _table,
        Options = [new("lite", JsonValue.Of(lite)), new("max_fills", JsonValue.Of(_options.MaxFills))],
        Inputs = scanned.Inputs,
        Requests = Requests(scanned.Inputs),
        Warnings = scanned.Warnings,
        Clock = _clock,
        StartedAt = started,
        Force = _options.Force,
    };

    private static List<KeyValuePair<string, long>> Requests(IEnumerable<RunInput> inputs)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            var route = RouteOf(input.Name);
            counts[route] = counts.GetValueOrDefault(route) + 1;
        }

        return [.. counts];
    }

    private static string RouteOf(string key) =>
        ApiRoute.All.Select(r => r.Name)
            .Where(name => key.StartsWith(name, StringComparison.Ordinal) && (key.Length == name.Length || key[name.Length] is '?' or '/'))
            .MaxBy(name => name.Length) ?? key;
}
