namespace PolyTool.PowerShell.ScriptScanning;

/// <summary>A scan script cannot be run for any user.</summary>
internal sealed class ScanScriptException(string code, string message, object target) : Exception(message)
{
    /// <summary>The stable id.</summary>
    public string Code { get; } = code;

    /// <summary>The item it is about.</summary>
    public object Target { get; } = target;
}
