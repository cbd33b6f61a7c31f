using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.UserStatistics;

namespace PolyTool.Core.Evidence.Users;

/// <summary>
/// One event of one user in a segment: the means over its positions. NaN stands for a measure that the event does
/// not have, since four million of these are kept and a nullable would double them; it never leaves this folder's code.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventPoint(ulong Id, double LogOdds, double Percent, double Cents, double Notional, long Time)
{
    /// <summary>The time of an event whose time is not known.</summary>
    public const long NoTime = long.MinValue;

    public static EventPoint Of(in SegmentEvent row) => new(
        Hash(row.EventId),
        row.LogOddsPositions > 0 ? row.LogOddsSum / row.LogOddsPositions : double.NaN,
        row.ClvPositions > 0 ? row.PctSum / row.ClvPositions : double.NaN,
        row.ClvPositions > 0 ? row.CentsSum / row.ClvPositions : double.NaN,
        row.Notional,
        row.LastTime ?? NoTime);

    /// <summary>FNV-1a of 64 bits: names the event across users in eight bytes.</summary>
    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}
