using System.Runtime.InteropServices;

namespace PolyTool.Core.Evidence.Users;

/// <summary>One measure of one user in a segment, over events.</summary>
/// <param name="Events">Events with the measure; 0 where the user has none.</param>
/// <param name="Mean">Mean over events.</param>
/// <param name="SumOfSquares">Sum of the squared distances of the events from the mean.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UserMean(int Events, double Mean, double SumOfSquares)
{
    /// <summary>The user's mean is all that is known.</summary>
    public static UserMean OfMeanAlone(double mean) => new(1, mean, 0);

    /// <summary>Collects one more event.</summary>
    public UserMean With(double value)
    {
        var step = value - Mean;
        var mean = Mean + (step / (Events + 1));
        return new UserMean(Events + 1, mean, SumOfSquares + (step * (value - mean)));
    }
}
