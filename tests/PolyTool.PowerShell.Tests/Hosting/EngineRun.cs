using System.Management.Automation;

namespace PolyTool.Hosting;

/// <summary>What a script left on each stream.</summary>
public sealed class EngineRun
{
    internal EngineRun(IEnumerable<PSObject> output, PSDataStreams streams, Exception? terminating)
    {
        Output = [.. output];
        Terminating = terminating;
        Errors = [.. streams.Error];
        Warnings = [.. streams.Warning.Select(r => r.Message)];
        Verbose = [.. streams.Verbose.Select(r => r.Message)];
        Debug = [.. streams.Debug.Select(r => r.Message)];
        Information = [.. streams.Information.Select(r => r.MessageData.ToString()!)];
        Progress = [.. streams.Progress];
    }

    /// <summary>What came out.</summary>
    public IReadOnlyList<PSObject> Output { get; }

    /// <summary>Error records: non-terminating ones, and those that ended a statement but not the script.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; }

    /// <summary>What ended the script (for example under <c>-ErrorAction Stop</c>), or null.</summary>
    public Exception? Terminating { get; }

    /// <summary>Texts of warnings.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Texts of the verbose stream, where <c>-Verbose</c> asked for it.</summary>
    public IReadOnlyList<string> Verbose { get; }

    /// <summary>Texts of the debug stream, where <c>-Debug</c> asked for it.</summary>
    public IReadOnlyList<string> Debug { get; }

    /// <summary>Texts of the information stream.</summary>
    public IReadOnlyList<string> Information { get; }

    /// <summary>Progress records.</summary>
    public IReadOnlyList<ProgressRecord> Progress { get; }

    /// <summary>The stable ids of all errors in order, without the name of the class that the engine appends.</summary>
    public IReadOnlyList<string> ErrorIds =>
        [.. Errors.Concat(Terminating is IContainsErrorRecord t ? [t.ErrorRecord] : []).Select(e => e.FullyQualifiedErrorId.Split(',')[0])];

    /// <summary>What came out, unwrapped, all of it of one type.</summary>
    public IReadOnlyList<T> All<T>() => [.. Output.Select(o => Assert.IsType<T>(o.BaseObject, exactMatch: false))];

    /// <summary>The one object that came out, unwrapped.</summary>
    public T Single<T>() => Assert.Single(All<T>());

    /// <summary>Fails with the errors' messages where there was any.</summary>
    public EngineRun Succeeded()
    {
        if (Terminating is not null)
        {
            Assert.Fail($"The script ended with: {Terminating.Message}");
        }

        if (Errors.Count > 0)
        {
            Assert.Fail(string.Join('\n', Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e}")));
        }

        return this;
    }
}
