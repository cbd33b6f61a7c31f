namespace PolyTool.Core.Evidence.Users;

/// <summary>What is tested of a row, by what its run roots know; the better one first.</summary>
internal enum TestMeasure
{
    /// <summary>Close less the first exact price five minutes after the first buy, in cents.</summary>
    FollowThrough,

    /// <summary>Close less average entry, in cents: spread, bounce and own impact are in it.</summary>
    Total,

    /// <summary>Users' means in per cent, from run roots of the original.</summary>
    Percent,
}

/// <summary>Names and units of what is tested.</summary>
internal static class TestMeasures
{
    public static string Name(this TestMeasure measure) => measure switch
    {
        TestMeasure.FollowThrough => "follow_through",
        TestMeasure.Total => "total",
        _ => "percent",
    };
}
