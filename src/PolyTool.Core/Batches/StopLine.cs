namespace PolyTool.Core.Batches;

/// <summary>
/// Where a batch stops: after the user whose failure is one too many. Users before the line go on, those after it are
/// cancelled or never start. A failure further up moves the line up, so where it ends does not depend on who finished first.
/// </summary>
/// <param name="allowed">Failures that do not stop the batch; null: none does.</param>
internal sealed class StopLine(int? allowed)
{
    private readonly Lock _gate = new();
    private readonly SortedSet<int> _failed = [];
    private readonly Dictionary<int, CancellationTokenSource> _running = [];
    private readonly int? _allowed = allowed;
    private int _line = int.MaxValue;

    /// <summary>Failures that do not stop the batch; null where none does.</summary>
    public int? AllowedFailures => _allowed;

    /// <summary>The number of the last user that still counts; <see cref="int.MaxValue"/> as long as the batch goes on.</summary>
    public int Number => Volatile.Read(ref _line);

    /// <summary>Registers a user's scan as running, unless the user lies after the line.</summary>
    /// <param name="number">The user's number.</param>
    /// <param name="cancel">Cancelled when the line moves before this user.</param>
    /// <returns>False where the scan shall not start.</returns>
    public bool TryStart(int number, CancellationTokenSource cancel)
    {
        if (_allowed is null)
        {
            return true;
        }

        lock (_gate)
        {
            return number <= _line && _running.TryAdd(number, cancel);
        }
    }

    /// <summary>The user's scan has ended, however it did.</summary>
    public void End(int number)
    {
        if (_allowed is not null)
        {
            lock (_gate)
            {
                _running.Remove(number);
            }
        }
    }

    /// <summary>The user failed; may be said twice of the same user.</summary>
    public void Fail(int number)
    {
        if (_allowed is not { } allowed)
        {
            return;
        }

        CancellationTokenSource[] late;
        lock (_gate)
        {
            if (number > _line || !_failed.Add(number) || _failed.Count <= allowed)
            {
                return;
            }

            if (_failed.Count > allowed + 1)
            {
                _failed.Remove(_failed.Max);
            }

            Volatile.Write(ref _line, _failed.Max);
            late = [.. _running.Where(scan => scan.Key > _line).Select(scan => scan.Value)];
        }

        // Outside the lock: cancelling runs what others have registered.
        foreach (var cancel in late)
        {
            try
            {
                cancel.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended in the meantime.
            }
        }
    }
}
