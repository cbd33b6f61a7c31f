using PolyTool.Core.Batches.Reuse;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Batches;

/// <summary>What came of one user before its turn for a row.</summary>
internal sealed record WorkResult(int Number, string User)
{
    /// <summary>The key of the label.</summary>
    public TextKey UserKey { get; } = TextKey.Of(User);

    /// <summary>What the run root holds; null for a failure.</summary>
    public RunRootContent? Content { get; init; }

    /// <summary>The run root, its typed form as recorded; null where there is none.</summary>
    public GivenPath? RunRoot { get; init; }

    /// <summary>What was read of the segment file, until the statistics are made of it.</summary>
    public JsonValue? Segments { get; init; }

    /// <summary>The user's statistics, where evidence is asked for.</summary>
    public UserFigures? Figures { get; init; }

    /// <summary>Why there are none.</summary>
    public string? NoFigures { get; init; }

    /// <summary>The key of the run root's real path.</summary>
    public TextKey RunRootKey { get; init; }

    public string? Wallet { get; init; }

    public string? Error { get; init; }

    public string? Code { get; init; }

    public int Attempts { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>Known from the journal, or from what an earlier aggregation kept: neither scanned nor read again.</summary>
    public bool IsReused { get; init; }

    /// <summary>What is kept for the next aggregation; null where nothing is.</summary>
    public KeptEntry? Kept { get; init; }

    /// <summary>The batch's time limit ended it: a failure, but not one that counts against the failure limit.</summary>
    public bool IsCut { get; init; }

    public WorkResult Failed(string code, string error) => this with { Content = null, Code = code, Error = VisibleText.Message(error) };

    public WorkResult With(RunRootReading reading) => reading.Defect is { } defect
        ? Failed("RunRootDefect", defect.Message)
        : this with { Content = reading.Content, Wallet = reading.Wallet, Segments = reading.Segments };
}
