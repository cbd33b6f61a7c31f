namespace PolyTool.Core.Files;

/// <summary>Files that lie in this assembly.</summary>
internal static class OwnResource
{
    /// <summary>The bytes of one, by the name that the project file gives it.</summary>
    public static byte[] Read(string name)
    {
        using var stream = typeof(OwnResource).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"The assembly holds no file '{name}'.", nameof(name));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
