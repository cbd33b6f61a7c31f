using System.Security.Cryptography;
using System.Text;
using PolyTool.Core.Files;

namespace PolyTool.Core.Exports.Html;

/// <summary>A text file that lies in this assembly, and the hash by which a content security policy allows it.</summary>
internal sealed class EmbeddedText
{
    private EmbeddedText(string name)
    {
        // A checkout on Windows may have turned line ends around; browsers hash what they see after parsing, which has \n.
        Text = Encoding.UTF8.GetString(OwnResource.Read(name)).ReplaceLineEndings("\n").TrimEnd();
        Hash = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
    }

    public static EmbeddedText Style { get; } = new("PolyTool.Core.Exports.Html.report.css");

    public static EmbeddedText Script { get; } = new("PolyTool.Core.Exports.Html.report.js");

    /// <summary>Makes the script's presence known before anything is drawn, so that nothing jumps.</summary>
    public static EmbeddedText EarlyScript { get; } = new("PolyTool.Core.Exports.Html.early.js");

    public string Text { get; }

    public string Hash { get; }
}
