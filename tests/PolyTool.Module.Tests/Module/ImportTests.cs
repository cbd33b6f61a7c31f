using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Module;

/// <summary>The module folder, imported as a user does it, by an engine whose program knows nothing of PolyTool.</summary>
public class ImportTests
{
    [Fact]
    public void Import_prints_nothing_and_loads_from_the_folder()
    {
        using var engine = new HostedEngine(manifest: "");
        var screen = engine.Print($"Import-Module '{Checkout.Manifest}' -Verbose:$false");
        Assert.Equal("", screen);

        var module = engine.Run("Get-Module PolyTool").Succeeded().Single<PSModuleInfo>();
        Assert.Equal(Checkout.ModuleFolder, module.ModuleBase);
        var cmdlets = Assert.Single(Loaded("PolyTool.PowerShell"));
        Assert.Equal(Path.Join(Checkout.ModuleFolder, "PolyTool.PowerShell.dll"), cmdlets.Location);
    }

    [Fact]
    public void The_core_is_loaded_privately_from_dependencies()
    {
        using var engine = new HostedEngine();
        var cmdlets = Assert.Single(Loaded("PolyTool.PowerShell"));
        // Any first use will do: the engine's binder asks the default context for PolyTool.Core.
        var core = AssemblyLoadContext.GetLoadContext(cmdlets)!.LoadFromAssemblyName(new AssemblyName("PolyTool.Core"));

        Assert.Equal(Path.Join(Checkout.ModuleFolder, "dependencies", "PolyTool.Core.dll"), core.Location);
        Assert.Equal("PolyTool", AssemblyLoadContext.GetLoadContext(core)!.Name);
        Assert.Throws<FileNotFoundException>(() => AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName("MathNet.Numerics")));
    }

    [Fact]
    public void Remove_and_import_again_works_also_beside_another_runspace()
    {
        using var other = new HostedEngine();
        using var engine = new HostedEngine();
        var run = engine.Run($"""
            Remove-Module PolyTool
            (Get-Command -Module PolyTool).Count
            Import-Module '{Checkout.Manifest}'
            Import-Module '{Checkout.Manifest}' -Force
            (Get-Module PolyTool).Name
            """).Succeeded();
        Assert.Equal(["0", "PolyTool"], run.Output.Select(o => o.ToString()));
        other.Run("(Get-Module PolyTool).Name").Succeeded();
    }

    private static IEnumerable<Assembly> Loaded(string name) =>
        AppDomain.CurrentDomain.GetAssemblies().Where(a => a.GetName().Name == name);
}
