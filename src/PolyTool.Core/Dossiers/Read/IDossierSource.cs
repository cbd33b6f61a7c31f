using System.Buffers;
using PolyTool.Core.Evidence.Events;

namespace PolyTool.Core.Dossiers.Read;

/// <summary>A dossier that can be written into a run root, and the positions that its reports are made of.</summary>
internal interface IDossierSource
{
    /// <summary>The positions, in order, normalised.</summary>
    IReadOnlyList<DossierRow> Positions { get; }

    /// <summary>How the user trades, as far as the source knows it.</summary>
    UserActivity Activity { get; }

    /// <summary>Writes <c>dossier.json</c>. Called more than once, it writes the same bytes.</summary>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="cancellationToken">Ends the writing between two positions.</param>
    void Write(IBufferWriter<byte> output, CancellationToken cancellationToken);
}
