using PolyTool.Core.Evidence;

namespace PolyTool.Core.Exports.Html;

/// <summary>How a verdict looks: a shape, a colour and always its name, so that none of them carries the meaning alone.</summary>
internal static class VerdictMark
{
    /// <summary>The class that colours a verdict.</summary>
    public static string Class(Verdict? verdict) => verdict switch
    {
        Verdict.Supported => "v-s",
        Verdict.Promising => "v-p",
        Verdict.Unproven => "v-u",
        Verdict.Contradicted => "v-c",
        Verdict.Insufficient => "v-i",
        _ => "v-n",
    };

    /// <summary>The verdict's name, or that there is none.</summary>
    public static string Name(Verdict? verdict) => verdict?.ToString() ?? "No verdict";

    /// <summary>Writes the shapes once; plots refer to them.</summary>
    public static void WriteShapes(HtmlWriter html) => html.Markup(
        """
        <svg width="0" height="0" class="shapes" aria-hidden="true"><defs>
        <g id="v-s"><circle r="6"/></g>
        <g id="v-p"><path d="M0-6.5 6.5 0 0 6.5-6.5 0Z"/></g>
        <g id="v-u"><circle r="4.5" class="hollow"/></g>
        <g id="v-c"><path d="M-5-5 5 5M5-5-5 5" class="stroke"/></g>
        <g id="v-i"><path d="M-4 0H4" class="stroke"/></g>
        <g id="v-n"><circle r="3.5"/></g>
        <g id="left"><path d="M4-5-4 0 4 5Z"/></g>
        <g id="right"><path d="M-4-5 4 0-4 5Z"/></g>
        </defs></svg>

        """);

    /// <summary>Writes shape and name.</summary>
    public static void WriteChip(HtmlWriter html, Verdict? verdict)
    {
        var name = Class(verdict);
        html.Write($"<span class=\"chip {name}\"><svg width=\"14\" height=\"14\" viewBox=\"-7 -7 14 14\" aria-hidden=\"true\"><use href=\"#{name}\"/></svg>{Name(verdict)}</span>");
    }
}
