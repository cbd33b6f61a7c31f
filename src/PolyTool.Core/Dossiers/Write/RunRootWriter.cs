using System.Buffers;
using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Reports;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.Core.Dossiers.Write;

/// <summary>
/// Writes run roots, whole or not at all, into <c>&lt;slug&gt;/&lt;wallet&gt;/&lt;date&gt;/&lt;run id&gt;</c>. A run root that is
/// already there with the same contents is used as it is; one with other contents is refused without force.
/// </summary>
internal static class RunRootWriter
{
    // Slug, wallet, date, run id.
    private const int OwnComponents = 4;
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);

    /// <summary>Writes one run root.</summary>
    /// <param name="order">What to write it from.</param>
    /// <param name="dossier">The dossier.</param>
    /// <param name="cancellationToken">Ends the writing; nothing is left behind.</param>
    /// <exception cref="Failure">
    /// <c>DossierDefect</c>: no report can be made of the positions. <c>RunRootExists</c>: other contents are there.
    /// <c>RunRootBusy</c>: another process writes the same run root. <c>RunRootNotWritable</c>: the folder or a file cannot be made.
    /// </exception>
    public static async Task<ScannedRunRoot> WriteAsync(RunRootOrder order, IDossierSource dossier, CancellationToken cancellationToken)
    {
        var runId = RunId.Of(order);
        var date = EpochClock.FormatDate(order.StartedAt);
        var place = $"{UserSlug.PathComponent(order.UserSlug)}/{UserSlug.PathComponent(order.Wallet)}/{date}/{runId}";
        (var recorded, var folder) = order.Root.Join(place);
        ScannedRunRoot Result(RunTimes times, IReadOnlyList<string> warnings, bool wasThere) => new()
        {
            Path = recorded,
            FullPath = folder,
            RunId = runId,
            UserSlug = order.UserSlug,
            Wallet = order.Wallet,
            GeneratedAt = times.Started,
            WasThere = wasThere,
            Coverage = ScanCoverage.Of(dossier.Positions),
            ScanWarnings = order.Warnings,
            Warnings = warnings,
        };
        try
        {
            // Before any folder is made: a dossier that gives no reports leaves no trace.
            var now = order.Clock.UtcNow;
            // A clock that was set back in between must not end a scan before it began.
            var times = new RunTimes(order.StartedAt, now < order.StartedAt ? order.StartedAt : now).WholeSeconds();
            RunRootFiles contents = new(order, dossier, runId, times);
            OwnFolder.Make(folder, OwnComponents);
            using var taken = await LockAsync(folder, recorded, cancellationToken).ConfigureAwait(false);
            var manifest = Path.Combine(folder, RunManifestWriter.FileName);
            if (File.Exists(manifest) && !order.Force)
            {
                return SameContents(order, dossier, runId, recorded, folder, cancellationToken) is var (sameTimes, same)
                    ? Result(sameTimes, same, wasThere: true)
                    : throw new Failure(
                        "RunRootExists", $"The run root '{recorded}' is there with other contents. Use -Force to write over it, or another -OutputRoot.");
            }

            using StagedFiles files = new(folder, RunManifestWriter.FileName);
            List<RunInput> outputs = [.. contents.Files.Select(f => Write(files.Create(f.Name), f.Name, f.Write, cancellationToken))];
            Write(files.Create(RunManifestWriter.FileName), RunManifestWriter.FileName, (o, _) => WriteManifest(o, order, recorded, runId, times, outputs), cancellationToken);
            files.Commit();
            return Result(times, contents.Warnings, wasThere: false);
        }
        catch (Failure defect) when (DossierDefect.Is(defect))
        {
            throw new Failure(DossierDefect.Code, $"No reports can be made of the dossier of '{order.UserInput}': {defect.Message}.", cause: defect);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new Failure("RunRootNotWritable", $"The run root '{recorded}' cannot be written: {StandingFile.Explain(folder, error)}", cause: error);
        }
    }

    // Makes the contents again with the times of the run root that is there; its times and warnings where they are the same.
    private static (RunTimes Times, IReadOnlyList<string> Warnings)? SameContents(
        RunRootOrder order, IDossierSource dossier, string runId, string recorded, string folder, CancellationToken cancellationToken)
    {
        if (RunManifestReader.Times(Path.Combine(folder, RunManifestWriter.FileName)) is not { } times)
        {
            return null;
        }

        RunRootFiles contents = new(order, dossier, runId, times);
        List<RunInput> outputs = [];
        foreach ((var name, var write) in contents.Files)
        {
            var made = Write(Stream.Null, name, write, cancellationToken);
            if (RunManifestReader.Hash(Path.Combine(folder, name), cancellationToken) != made.Sha256)
            {
                return null;
            }

            outputs.Add(made);
        }

        var manifest = Write(Stream.Null, RunManifestWriter.FileName, (o, _) => WriteManifest(o, order, recorded, runId, times, outputs), cancellationToken);
        return RunManifestReader.Hash(Path.Combine(folder, RunManifestWriter.FileName), cancellationToken) == manifest.Sha256 ? (times, contents.Warnings) : null;
    }

    private static void WriteManifest(IBufferWriter<byte> output, RunRootOrder order, string recorded, string runId, RunTimes times, IReadOnlyList<RunInput> outputs) =>
        RunManifestWriter.Write(output, RunManifestWriter.Of(order, recorded, runId, times, outputs), order.Inputs);

    private static RunInput Write(Stream stream, string name, Action<IBufferWriter<byte>, CancellationToken> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using HashingBuffer buffer = new(stream);
        write(buffer, cancellationToken);
        return buffer.Finish(name);
    }

    // Two users of one batch can be the same wallet; then the second one waits and finds the first one's run root.
    private static async Task<DirectoryLock> LockAsync(string folder, string recorded, CancellationToken cancellationToken)
    {
        var end = Environment.TickCount64 + (long)s_longestWait.TotalMilliseconds;
        while (true)
        {
            if (DirectoryLock.TryTake(folder) is { } taken)
            {
                return taken;
            }

            if (Environment.TickCount64 > end)
            {
                throw new Failure("RunRootBusy", $"Another process has been writing the run root '{recorded}' for a minute. Wait for it, then try again.", canPass: true);
            }

            await Task.Delay(50, cancellationToken).ConfigureAwait(false);
        }
    }
}
