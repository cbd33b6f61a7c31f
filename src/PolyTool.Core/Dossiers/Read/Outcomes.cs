using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Files;

namespace PolyTool.Core.Dossiers.Read;

/// <summary>The six outcomes and their names.</summary>
internal static class Outcomes
{
    /// <summary>Name of a market that is still open.</summary>
    public const string Pending = "PENDING";

    /// <summary>Name of what is none of the others.</summary>
    public const string UnknownResolution = "UNKNOWN_RESOLUTION";

    /// <summary>The names, in the order of <see cref="Outcome"/>, which is that of the alphabet.</summary>
    public static IReadOnlyList<string> Names { get; } = ["LOSS", "LOSS_EXIT", Pending, "PROFIT_EXIT", UnknownResolution, "WIN"];

    /// <summary>The outcome of exactly that name; unknown for any other text.</summary>
    public static Outcome OfExactly(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (string.Equals(Names[i], name, StringComparison.Ordinal))
            {
                return (Outcome)i;
            }
        }

        return Outcome.UnknownResolution;
    }

    /// <summary>The outcome of that name, whatever its case and the white space around it.</summary>
    public static Outcome OfLoosely(string name) => OfExactly(CaseText.Upper(PythonText.Strip(name)));
}
