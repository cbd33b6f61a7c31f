namespace PolyTool.Core.Json;

/// <summary>A text is not JSON, or is beyond the limits that keep reading safe. The message says where and why, in a form that no runtime version changes.</summary>
public sealed class JsonTextException : Exception
{
    internal JsonTextException(string message)
        : base(message)
    {
    }
}
