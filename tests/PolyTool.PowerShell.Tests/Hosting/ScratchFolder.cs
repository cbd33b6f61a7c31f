namespace PolyTool.Hosting;

/// <summary>A new empty folder that is gone after the test.</summary>
public sealed class ScratchFolder : IDisposable
{
    /// <summary>The folder's full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("polytool-test-").FullName;

    /// <summary>A path below the folder, given in parts.</summary>
    public string Find(params string[] parts) => System.IO.Path.Join([Path, .. parts]);

    /// <summary>Writes a text file (UTF-8, no BOM), making its folders, and answers its full path.</summary>
    public string Write(string name, string text)
    {
        var path = Find(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Copies a folder of the checkout or of anywhere with all that is in it.</summary>
    public string Copy(string sourceFolder, string name)
    {
        var target = Find(name);
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(sourceFolder, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Join(target, System.IO.Path.GetRelativePath(sourceFolder, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return target;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
