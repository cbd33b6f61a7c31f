using System.Reflection;
using System.Runtime.Loader;
using PolyTool.Hosting;
using PolyTool.PowerShell.Loading;

namespace PolyTool.PowerShell.Tests.Loading;

public class ModuleLoadingTests
{
    [Fact]
    public void The_import_binds_to_the_assembly_that_tests_reference()
    {
        using var engine = new HostedEngine();
        var run = engine.Run("(Get-Module PolyTool).ImplementingAssembly; (Get-Module PolyTool).NestedModules").Succeeded();
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), a =>
            a.GetName().Name == "PolyTool.PowerShell" && a != typeof(ModuleLoading).Assembly);
        Assert.Same(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(Assembly.Load("PolyTool.Core")));
        Assert.NotNull(run);
    }

    [Fact]
    public void No_exported_type_stands_on_a_type_of_the_core()
    {
        // The engine lists exported types before the module can say where PolyTool.Core is.
        var core = Assembly.Load("PolyTool.Core");
        var guilty = typeof(ModuleLoading).Assembly.GetExportedTypes()
            .Where(t => Ancestors(t).Any(a => a.Assembly == core || a.GetGenericArguments().Any(g => g.Assembly == core)));
        Assert.Empty(guilty);
    }

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (var t = type.BaseType; t is not null; t = t.BaseType)
        {
            yield return t;
        }

        foreach (var i in type.GetInterfaces())
        {
            yield return i;
        }
    }
}
