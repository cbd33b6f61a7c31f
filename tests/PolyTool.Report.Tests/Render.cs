using System.Text;
using PolyTool.Core.Exports;

namespace PolyTool.Report.Tests;

/// <summary>Exports in memory.</summary>
internal static class Render
{
    public static async Task<byte[]> BytesAsync(ExportBoard board, ExportFormat format)
    {
        using MemoryStream stream = new();
        await LeaderboardExport.WriteAsync(stream, board, format, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    public static async Task<string> TextAsync(ExportBoard board, ExportFormat format) => Encoding.UTF8.GetString(await BytesAsync(board, format));
}
