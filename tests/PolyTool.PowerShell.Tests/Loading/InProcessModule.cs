using System.Reflection;
using System.Runtime.CompilerServices;

namespace PolyTool.PowerShell.Tests.Loading;

internal static class InProcessModule
{
    /// <summary>
    /// Loads the referenced module assembly before any engine imports the module folder, so that the import binds to
    /// this copy and tests can name its types (the artifact itself is tested by PolyTool.Module.Tests).
    /// </summary>
    [ModuleInitializer]
    internal static void LoadFirst() => Assembly.Load("PolyTool.PowerShell");
}
