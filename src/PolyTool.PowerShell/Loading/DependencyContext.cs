using System.Reflection;
using System.Runtime.Loader;

namespace PolyTool.PowerShell.Loading;

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
