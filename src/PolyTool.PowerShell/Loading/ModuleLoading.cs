using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace PolyTool.PowerShell.Loading;

/// <summary>
/// Called by the engine when the module is imported and removed: answers the default load context's question for
/// PolyTool.Core, which lies in the module's <c>dependencies</c> folder where the default context does not look.
/// Where PolyTool.Core is already known (a project that references it), the question is never asked.
/// </summary>
/// <remarks>
/// The engine lists the exported types before it calls <see cref="OnImport"/>: no public type of this assembly may
/// derive from, or implement, a type of PolyTool.Core, nor have a field of one of its value types (enums included;
/// reference types are fine).
/// </remarks>
public sealed class ModuleLoading : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string CoreName = "PolyTool.Core";

    private static readonly Lock s_gate = new();
    private static int s_imports;

    private static readonly Lazy<DependencyContext> s_context = new(() => new DependencyContext(
        Path.Join(Path.GetDirectoryName(typeof(ModuleLoading).Assembly.Location), "dependencies")));

    /// <summary>Starts answering. Several runspaces of a process may import the module; the first one hooks.</summary>
    public void OnImport()
    {
        lock (s_gate)
        {
            if (s_imports++ == 0)
            {
                AssemblyLoadContext.Default.Resolving += ResolveCore;
            }
        }
    }

    /// <summary>Stops answering when the last runspace that imported the module removes it.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        lock (s_gate)
        {
            if (s_imports > 0 && --s_imports == 0)
            {
                AssemblyLoadContext.Default.Resolving -= ResolveCore;
            }
        }
    }

    private static Assembly? ResolveCore(AssemblyLoadContext context, AssemblyName name) =>
        string.Equals(name.Name, CoreName, StringComparison.OrdinalIgnoreCase)
            ? s_context.Value.LoadFromAssemblyName(name)
            : null;
}

/// <summary>
/// Loads PolyTool.Core and its third-party libraries from one folder and from nowhere else, so that a library of ours
/// and another module's copy of the same library cannot get in each other's way.
/// </summary>
internal sealed class DependencyContext(string folder) : AssemblyLoadContext("PolyTool")
{
    /// <summary>The folder that the libraries come from.</summary>
    public string Folder { get; } = folder;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // What is not here (the shared framework, the engine) is left to the default context.
        var path = Path.Join(Folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        foreach (var name in new[] { unmanagedDllName, $"lib{unmanagedDllName}.so", $"lib{unmanagedDllName}.dylib", $"{unmanagedDllName}.dll" })
        {
            var path = Path.Join(Folder, name);
            if (File.Exists(path))
            {
                return LoadUnmanagedDllFromPath(path);
            }
        }
        return 0;
    }
}
