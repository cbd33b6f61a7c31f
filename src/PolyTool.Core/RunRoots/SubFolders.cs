using System.Collections;
using PolyTool.Core.Files;

namespace PolyTool.Core.RunRoots;

/// <summary>Folders in one folder. Only their names are in memory, so that a million of them are no million paths.</summary>
internal sealed class SubFolders(RunRootPath folder, IReadOnlyList<string> names) : IReadOnlyList<RunRootPath>
{
    public int Count => names.Count;

    public RunRootPath this[int index] => new(RecordedPath.Join(folder.Recorded, names[index]), Path.Combine(folder.Full, names[index]));

    public IEnumerator<RunRootPath> GetEnumerator()
    {
        for (int i = 0; i < names.Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
