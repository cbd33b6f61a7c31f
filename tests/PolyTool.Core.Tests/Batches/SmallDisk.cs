using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace PolyTool.Core.Tests.Batches;

/// <summary>A small file system in memory, and somebody who takes its free space and gives it back at random moments.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Page = 4096;
    private readonly string _filler;
    private CancellationTokenSource? _stop;
    private Task _breathing = Task.CompletedTask;

    /// <summary>Mounts the file system; only root may.</summary>
    /// <param name="folder">The folder to mount it on; made here.</param>
    /// <param name="kilobytes">Its size.</param>
    /// <exception cref="PlatformNotSupportedException">It cannot be mounted; the message says why.</exception>
    public SmallDisk(string folder, int kilobytes)
    {
        Folder = folder;
        _filler = Path.Combine(folder, "filler");
        Directory.CreateDirectory(folder);
        var size = string.Create(CultureInfo.InvariantCulture, $"size={kilobytes}k");
        if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder) is not "")
        {
            Directory.Delete(folder);
            throw new PlatformNotSupportedException("A full disk is made by mounting a small one, which takes root on Linux with leave to mount.");
        }
    }

    /// <summary>The folder that it is mounted on.</summary>
    public string Folder { get; }

    /// <summary>Leaves at most so much free space, rounded to pages, at once and from then on.</summary>
    public void Leave(int bytes)
    {
        StopBreathing();
        using FileStream filler = new(_filler, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Fill(filler);
        filler.SetLength(Math.Max(0, filler.Length - ((long)bytes / Page * Page)));
    }

    /// <summary>From now on the disk is full and has some free space by turns, a few milliseconds each.</summary>
    public void Breathe(Random random)
    {
        StopBreathing();
        _stop = new();
        var token = _stop.Token;
        _breathing = Task.Run(async () =>
        {
            using FileStream filler = new(_filler, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
            while (!token.IsCancellationRequested)
            {
                Fill(filler);
                await Task.Delay(random.Next(3), CancellationToken.None);
                filler.SetLength(Math.Max(0, filler.Length - (random.Next(1, 200) * Page)));
                await Task.Delay(random.Next(30), CancellationToken.None);
            }
        });
    }

    /// <summary>Gives all space back.</summary>
    public void Free()
    {
        StopBreathing();
        File.Delete(_filler);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        StopBreathing();
        Run("umount", Folder);
        Directory.Delete(Folder);
    }

    private void StopBreathing()
    {
        _stop?.Cancel();
        _breathing.Wait();
        _stop?.Dispose();
        _stop = null;
    }

    private static void Fill(FileStream filler)
    {
        var page = new byte[Page];
        filler.Seek(0, SeekOrigin.End);
        try
        {
            while (true)
            {
                filler.Write(page);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : said;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
