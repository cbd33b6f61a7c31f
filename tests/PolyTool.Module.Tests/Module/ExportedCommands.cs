using System.Management.Automation;
using System.Reflection;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Module;

/// <summary>The module's cmdlets, as the engine lists them and as the assembly holds them.</summary>
internal static class ExportedCommands
{
    /// <summary>Cmdlets that an import offers, by name.</summary>
    public static IReadOnlyList<CmdletInfo> OfEngine(HostedEngine engine) =>
        [.. engine.Run("Get-Command -Module PolyTool").Succeeded().All<CmdletInfo>().OrderBy(c => c.Name, StringComparer.Ordinal)];

    /// <summary>Classes with a <c>[Cmdlet]</c> attribute; the module must have been imported.</summary>
    public static IReadOnlyList<Type> OfAssembly() =>
        [.. AppDomain.CurrentDomain.GetAssemblies().Single(a => a.GetName().Name == "PolyTool.PowerShell")
            .GetTypes().Where(t => t.GetCustomAttribute<CmdletAttribute>() is not null)];

    /// <summary>A cmdlet class's name, <c>Verb-Noun</c>.</summary>
    public static string Name(Type type)
    {
        var cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
        return $"{cmdlet.VerbName}-{cmdlet.NounName}";
    }
}
