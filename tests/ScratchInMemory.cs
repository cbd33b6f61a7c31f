using System.Runtime.CompilerServices;

namespace PolyTool.Tests;

/// <summary>
/// Scratch folders lie in memory where that has room: making and removing thousands of small files, each flushed, cost a disk
/// a third of the suites' processor time. <c>TMPDIR</c>, where it is set, is obeyed.
/// </summary>
internal static class ScratchInMemory
{
    private const string Variable = "TMPDIR";
    private const string Memory = "/dev/shm";
    private const long Room = 4L << 30;

    [ModuleInitializer]
    internal static void Choose()
    {
        if (OperatingSystem.IsLinux() && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable))
            && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Room && !RefusesPrograms())
        {
            Environment.SetEnvironmentVariable(Variable, Memory);
        }
    }

    // Containers often mount it so, and tests write scanners there.
    private static bool RefusesPrograms() => File.ReadLines("/proc/self/mounts").Select(static line => line.Split(' '))
        .Any(static mount => mount is [_, Memory, _, var options, ..] && options.Split(',').Contains("noexec"));
}
