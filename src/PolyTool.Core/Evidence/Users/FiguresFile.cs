using System.Runtime.InteropServices;
using PolyTool.Core.Files;

namespace PolyTool.Core.Evidence.Users;

/// <summary>Figures that do not fit into memory, in a file that lives as long as this object. Its form is of this process alone.</summary>
/// <param name="path">The file's full path.</param>
internal sealed class FiguresFile(string path) : IDisposable
{
    private const int Sums = 11;
    private const int SumBytes = Sums * sizeof(long);

    // Most figures have fewer events: one call reads all of them.
    private const int ReadAhead = SumBytes + (64 * EventPoint.Size);

    private readonly ScratchFile _file = new(path);

    /// <summary>Adds figures.</summary>
    /// <returns>Where they stand.</returns>
    /// <exception cref="IOException">They cannot be written.</exception>
    public long Add(in SegmentFigures figures)
    {
        var place = _file.Length;
        ReadOnlySpan<long> sums =
        [
            figures.EventCount,
            (figures.HasFollowThrough ? 1 : 0) | (figures.MeanPercent is null ? 0 : 2),
            BitConverter.DoubleToInt64Bits(figures.MeanPercent ?? 0),
            figures.Positions,
            figures.ClvPositions,
            figures.Resolved,
            figures.Wins,
            BitConverter.DoubleToInt64Bits(figures.Notional),
            BitConverter.DoubleToInt64Bits(figures.ClvNotional),
            BitConverter.DoubleToInt64Bits(figures.PercentNotionalSum),
            BitConverter.DoubleToInt64Bits(figures.Money),
        ];
        _file.Append(MemoryMarshal.AsBytes(sums));
        _file.Append(MemoryMarshal.AsBytes(figures.Events));
        return place;
    }

    /// <summary>All is added: from now on it can be read.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Complete() => _file.Flush();

    /// <summary>Reads figures; for any number of threads.</summary>
    /// <param name="place">Where they stand.</param>
    /// <param name="withEvents">Whether their events are read too; else each time that they are asked for.</param>
    /// <exception cref="IOException">They cannot be read.</exception>
    public SegmentFigures Read(long place, bool withEvents)
    {
        Span<byte> ahead = stackalloc byte[ReadAhead];
        var read = _file.Read(place, withEvents ? ahead : ahead[..SumBytes]);
        var sums = MemoryMarshal.Cast<byte, long>(Whole(ahead[..SumBytes], read));
        var (count, bytes) = ((int)sums[0], (int)sums[0] * EventPoint.Size);
        var figures = !withEvents ? SegmentFigures.InFile(this, place + SumBytes, count, (sums[1] & 1) != 0)
            : SegmentFigures.OfPoints(SumBytes + bytes <= read ? Copy(MemoryMarshal.Cast<byte, EventPoint>(ahead.Slice(SumBytes, bytes))) : ReadEvents(place + SumBytes, count));
        return figures with
        {
            MeanPercent = (sums[1] & 2) != 0 ? BitConverter.Int64BitsToDouble(sums[2]) : null,
            Positions = sums[3],
            ClvPositions = sums[4],
            Resolved = sums[5],
            Wins = sums[6],
            Notional = BitConverter.Int64BitsToDouble(sums[7]),
            ClvNotional = BitConverter.Int64BitsToDouble(sums[8]),
            PercentNotionalSum = BitConverter.Int64BitsToDouble(sums[9]),
            Money = BitConverter.Int64BitsToDouble(sums[10]),
        };
    }

    /// <summary>Reads events alone.</summary>
    /// <param name="place">Where they begin.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="IOException">They cannot be read.</exception>
    public EventPoint[] ReadEvents(long place, int count)
    {
        var events = new EventPoint[count];
        var bytes = MemoryMarshal.AsBytes(events.AsSpan());
        Whole(bytes, _file.Read(place, bytes));
        return events;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static Memory<EventPoint> Copy(ReadOnlySpan<EventPoint> events)
    {
        var room = EventBlocks.Take(events.Length);
        events.CopyTo(room.Span);
        return room;
    }

    private static Span<byte> Whole(Span<byte> wanted, int read) =>
        read >= wanted.Length ? wanted : throw new IOException("The temporary file of the evidence is shorter than what was written.");
}
