namespace PolyTool.Core.Exports.Html;

/// <summary>A logarithmic scale of numbers of users across a plot; positions are per cent of the width.</summary>
internal sealed class UserScale(double least, double most)
{
    private const double Left = 10;
    private const double Width = 86;
    private const double Apart = 9;

    private readonly double _least = Math.Max(1, least);
    private readonly double _most = Math.Max(Math.Max(1, least) * 1.5, most);

    /// <summary>Where a number of users stands.</summary>
    public double At(double users) => Left + (Width * Math.Log(Math.Max(_least, users) / _least) / Math.Log(_most / _least));

    /// <summary>Round numbers in the range, as far as their labels stand apart.</summary>
    public IEnumerable<double> Ticks()
    {
        var reached = double.NegativeInfinity;
        foreach (var tick in _most / _least < 5 ? Even() : Decades())
        {
            if (tick >= _least && At(tick) - reached >= Apart)
            {
                reached = At(tick);
                yield return tick;
            }
        }
    }

    private IEnumerable<double> Decades()
    {
        for (double power = 1; power <= _most; power *= 10)
        {
            foreach (var tick in new[] { power, 2 * power, 5 * power }.Where(tick => tick <= _most))
            {
                yield return tick;
            }
        }
    }

    // Within less than a decade round numbers at even distances.
    private IEnumerable<double> Even()
    {
        var step = Math.Max(1, Axis.NiceStep((_most - _least) / 4));
        for (var tick = Math.Ceiling(_least / step) * step; tick <= _most; tick += step)
        {
            yield return tick;
        }
    }
}
