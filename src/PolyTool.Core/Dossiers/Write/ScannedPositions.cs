using System.Buffers;
using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Write;

/// <summary>
/// The positions of a direct scan, taken one after another in the order of the reports. Each is turned into JSON once, and what
/// the reports need is read from that JSON: so they are the same as those that <c>-Dossier</c> makes of the file later. Only
/// that and the compressed text stay in memory.
/// </summary>
internal sealed class ScannedPositions
{
    // The file's object and the object "positions" are open around the list.
    private const int Depth = 2;
    private readonly CompressedBytes _text = new();
    private readonly CanonicalJsonWriter _json;
    private DossierRowReader? _reader = new(FeeRule.Default);
    private readonly List<DossierRow> _rows = [];
    private readonly HashSet<DateTime> _days = [];

    public ScannedPositions()
    {
        _json = new(_text, Depth);
        _json.WriteStartArray();
    }

    /// <summary>The positions so far, normalised.</summary>
    public IReadOnlyList<DossierRow> Rows => _rows;

    /// <summary>Different UTC dates of entries and exits.</summary>
    public int ActiveDays => _days.Count;

    /// <summary>Takes the next position.</summary>
    /// <exception cref="Failure"><c>DossierDefect</c>: No report can be made of it.</exception>
    public void Add(DossierPosition position)
    {
        if (_reader is null)
        {
            throw new InvalidOperationException("The list is complete.");
        }

        var json = position.ToJson();
        _rows.Add(_reader.Read(json, $"position {_rows.Count}"));
        _json.WriteValue(json);
        foreach (var time in (ReadOnlySpan<DateTimeOffset?>)[position.EntryTime, position.ExitTime])
        {
            if (time is { } at)
            {
                _days.Add(at.UtcDateTime.Date);
            }
        }
    }

    /// <summary>Says that there are no more: what only the taking needed is dropped.</summary>
    public void Complete() => _reader = null;

    /// <summary>Writes the list of positions, as canonical JSON two levels deep.</summary>
    public void Write(IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        _text.CopyTo(output, cancellationToken);
        output.Write(_rows.Count == 0 ? "]"u8 : "\n    ]"u8);
    }
}
