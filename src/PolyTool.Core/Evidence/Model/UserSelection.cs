namespace PolyTool.Core.Evidence;

/// <summary>How a list of users came about. It decides what their results can say.</summary>
public enum UserSelection
{
    /// <summary>Nobody said.</summary>
    Unknown,

    /// <summary>Drawn by lot.</summary>
    Random,

    /// <summary>By how much or how often they trade.</summary>
    Activity,

    /// <summary>By their profits: results of the same period are lucky ones.</summary>
    Profit,

    /// <summary>A list that somebody else made.</summary>
    Listed,
}
