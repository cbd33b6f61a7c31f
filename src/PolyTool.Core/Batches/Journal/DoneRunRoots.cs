using PolyTool.Core.Files;

namespace PolyTool.Core.Batches.Journal;

/// <summary>The run roots that an interrupted run has made, by the order of its users, until each is taken.</summary>
/// <param name="users">How many users there are.</param>
internal sealed class DoneRunRoots(int users)
{
    private const int None = 0;

    private readonly PackedTexts _texts = new();
    // Of each user the number of a text, from 1.
    private readonly int[] _numbers = new int[users];

    /// <summary>Sets a user's run root; the last word counts.</summary>
    /// <param name="user">The user's place, from 0.</param>
    /// <param name="runRoot">The run root; null where the user did not succeed.</param>
    public void Set(int user, string? runRoot)
    {
        if (runRoot is not null)
        {
            _texts.Add(runRoot);
        }

        _numbers[user] = runRoot is null ? None : _texts.Count;
    }

    /// <summary>Takes a user's run root out, so that nobody takes it twice; null where there is none.</summary>
    /// <param name="user">The user's place, from 0.</param>
    public string? Take(int user) =>
        user < _numbers.Length && Interlocked.Exchange(ref _numbers[user], None) is > None and var number ? _texts[number - 1] : null;
}
