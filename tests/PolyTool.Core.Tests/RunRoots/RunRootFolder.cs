using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Tests.RunRoots;

/// <summary>A run root for one test, written as text so that it can be as wrong as a test needs.</summary>
internal sealed class RunRootFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("polytool-root-").FullName;

    public RunRootFolder Candidates(string text) => Write(RunRootFileNames.Candidates, text);

    public RunRootFolder Coverage(string text) => Write(RunRootFileNames.Coverage, text);

    public RunRootFolder Segments(string text) => Write(RunRootFileNames.Segments, text);

    /// <summary>What is wrong with it, one line a defect.</summary>
    public string[] Check(string recordedPath = "runs/ann") =>
        [.. RunRootChecker.Check(new(recordedPath, FullPath), TestContext.Current.CancellationToken).Defects.Select(defect => defect.Message)];

    public void Dispose() => Directory.Delete(FullPath, recursive: true);

    private RunRootFolder Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(FullPath, name), text);
        return this;
    }
}
