using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.Core.Exports.Html;

/// <summary>
/// Writes HTML. Markup comes from literals of this code alone; every hole of an interpolated string is data and is escaped,
/// so that no call can forget it.
/// </summary>
internal sealed class HtmlWriter(TextWriter output)
{
    /// <summary>Writes markup with data in its holes.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The handler writes to this instance.")]
    public void Write([InterpolatedStringHandlerArgument("")] ref HtmlInterpolation html)
    {
        // The handler has written all of it.
        _ = html;
    }

    /// <summary>Writes markup that is a constant of this code.</summary>
    public void Markup([ConstantExpected] string markup) => output.Write(markup);

    /// <summary>Writes a resource of this assembly as it is.</summary>
    public void Resource(EmbeddedText resource) => output.Write(resource.Text);

    /// <summary>Writes a segment's key, apart from the text around it, with places where a narrow screen may break it.</summary>
    public void Key(string key, int maximumLength = 60)
    {
        output.Write("<bdi>");
        var start = 0;
        var visible = VisibleText.Of(key, maximumLength);
        for (var i = 0; i < visible.Length; i++)
        {
            if (visible[i] is ':' or '_')
            {
                Text(visible[start..(i + 1)]);
                output.Write("<wbr>");
                start = i + 1;
            }
        }

        Text(visible[start..]);
        output.Write("</bdi>");
    }

    /// <summary>Writes data.</summary>
    public void Text(string? text)
    {
        foreach (var c in text is null ? "" : VisibleText.Of(text))
        {
            switch (c)
            {
                case '&':
                    output.Write("&amp;");
                    break;
                case '<':
                    output.Write("&lt;");
                    break;
                case '>':
                    output.Write("&gt;");
                    break;
                case '"':
                    output.Write("&quot;");
                    break;
                case '\'':
                    output.Write("&#39;");
                    break;
                default:
                    output.Write(c);
                    break;
            }
        }
    }

    /// <summary>The holes of an interpolated string of markup.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct HtmlInterpolation(int literalLength, int formattedCount, HtmlWriter writer)
    {
        private readonly int _size = literalLength + formattedCount;

        /// <summary>The least length of what is written.</summary>
        public int Size => _size;

        public void AppendLiteral(string markup) => writer.Raw(markup);

        public void AppendFormatted(string? text) => writer.Text(text);

        public void AppendFormatted(int number) => writer.Raw(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>A coordinate: two digits behind the point are finer than a screen.</summary>
        public void AppendFormatted(double number) => writer.Raw(number.ToString("0.##", CultureInfo.InvariantCulture));
    }

    private void Raw(string markup) => output.Write(markup);
}

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
