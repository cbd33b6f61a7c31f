using System.Runtime.InteropServices;

namespace PolyTool.Core.Evidence.Users;

/// <summary>One measure of one user in a segment, over events.</summary>
/// <param name="Events">Events with the measure; 0 where the user has none.</param>
/// <param name="Mean">Mean over events.</param>
/// <param name="SumOfSquares">Sum of the squared distances of the events from the mean.</param>
/// <param name="SumOfCubes">Sum of the third powers of these distances; their sign shows skewness.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UserMean(int Events, double Mean, double SumOfSquares, double SumOfCubes)
{
    /// <summary>The user's mean is all that is known.</summary>
    public static UserMean OfMeanAlone(double mean) => new(1, mean, 0, 0);

    /// <summary>
    /// Over these events, NaN left out. Two passes: the sums keep their digits however far from zero the mean lies.
    /// </summary>
    public static UserMean Of(ReadOnlySpan<double> values)
    {
        double sum = 0, squares = 0, cubes = 0;
        var count = 0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        if (count == 0)
        {
            return default;
        }

        var mean = sum / count;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                var distance = value - mean;
                squares += distance * distance;
                cubes += distance * distance * distance;
            }
        }

        return new UserMean(count, mean, squares, cubes);
    }
}
