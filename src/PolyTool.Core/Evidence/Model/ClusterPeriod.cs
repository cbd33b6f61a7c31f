namespace PolyTool.Core.Evidence;

/// <summary>Over what time users' results may have something in common.</summary>
public enum ClusterPeriod
{
    /// <summary>The UTC day of a game's anchor (of a markout: of the first buy, and the day after).</summary>
    Day,

    /// <summary>The week, from Monday: holds a league's shocks of three days and lessens longer ones, for about half of the power (docs/calibration.md).</summary>
    Week,
}
