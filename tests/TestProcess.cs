using System.Globalization;
using System.Runtime.CompilerServices;

namespace PolyTool.Tests;

/// <summary>What a test process sets once, before any test, for itself and the processes that it starts.</summary>
internal static class TestProcess
{
    private const string TemporaryFolder = "TMPDIR";
    private const string Memory = "/dev/shm";
    private const long Room = 4L << 30;

    // Views follow the reader's culture; a test that is about another one sets it for its own thread.
    [ModuleInitializer]
    internal static void ChooseCulture()
    {
        Environment.SetEnvironmentVariable("LC_ALL", "C.UTF-8");
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }

    // Making and removing thousands of small files, each flushed, cost a disk a third of the suites' processor time. TMPDIR,
    // where it is set, is obeyed.
    [ModuleInitializer]
    internal static void ChooseScratch()
    {
        if (OperatingSystem.IsLinux() && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(TemporaryFolder))
            && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Room && !RefusesPrograms())
        {
            Environment.SetEnvironmentVariable(TemporaryFolder, Memory);
        }
    }

    // Containers often mount it so, and tests write scanners there.
    private static bool RefusesPrograms() => File.ReadLines("/proc/self/mounts").Select(static line => line.Split(' '))
        .Any(static mount => mount is [_, Memory, _, var options, ..] && options.Split(',').Contains("noexec"));
}
