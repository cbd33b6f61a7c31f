using System.Management.Automation;

namespace PolyTool.HelpBuilder;

/// <summary>What help says about a cmdlet's parameters that the cmdlet itself knows.</summary>
internal static class CmdletParameters
{
    // -WhatIf and -Confirm mean the same everywhere; pages need not repeat it.
    private static readonly Dictionary<string, string> s_standard = new(StringComparer.Ordinal)
    {
        ["WhatIf"] = "Shows what would be written, and writes nothing.",
        ["Confirm"] = "Asks before anything is written.",
    };

    /// <summary>The parameters of a set as a syntax line shows them: by position, mandatory ones first, then by name.</summary>
    public static IEnumerable<CommandParameterInfo> InOrder(CommandParameterSetInfo set) => set.Parameters
        .Where(p => !Cmdlet.CommonParameters.Contains(p.Name))
        .OrderBy(p => p.Position < 0 ? int.MaxValue : p.Position)
        .ThenByDescending(p => p.IsMandatory)
        .ThenBy(p => s_standard.ContainsKey(p.Name))
        .ThenBy(p => p.Name, StringComparer.Ordinal);

    /// <summary>Each parameter of a cmdlet once, by name.</summary>
    public static IEnumerable<CommandParameterInfo> All(CmdletInfo cmdlet) => cmdlet.ParameterSets
        .OrderByDescending(s => s.IsDefault)
        .SelectMany(InOrder)
        .DistinctBy(p => p.Name, StringComparer.Ordinal)
        .OrderBy(p => s_standard.ContainsKey(p.Name))
        .ThenBy(p => p.Name, StringComparer.Ordinal);

    /// <summary>What a page says about a parameter, or null where it says nothing.</summary>
    public static HelpParameter? Help(string parameter, HelpPage page) =>
        page.Parameters.TryGetValue(parameter, out var words) ? words
        : s_standard.TryGetValue(parameter, out var text) ? new HelpParameter([text], Default: null)
        : null;

    /// <summary>Whether the parameter says that it takes wildcards.</summary>
    public static bool TakesWildcards(CommandParameterInfo parameter) =>
        parameter.Attributes.Any(a => a is SupportsWildcardsAttribute);

    /// <summary>How the parameter takes pipeline input, in the words of Get-Help.</summary>
    public static string PipelineInput(CommandParameterInfo parameter) =>
        (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
        {
            (true, true) => "true (ByValue, ByPropertyName)",
            (true, false) => "true (ByValue)",
            (false, true) => "true (ByPropertyName)",
            _ => "false",
        };

    /// <summary>A type's short name, as syntax lines show it.</summary>
    public static string TypeName(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? TypeName(inner)
        : type.IsArray ? TypeName(type.GetElementType()!) + "[]"
        : type.IsGenericType ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]
        : type.Name;
}
