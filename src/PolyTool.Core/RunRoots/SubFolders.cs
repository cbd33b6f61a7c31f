using System.Collections;
using PolyTool.Core.Files;

namespace PolyTool.Core.RunRoots;

/// <summary>Folders in one folder. Only their names are in memory, so that a million of them are no million paths.</summary>
internal sealed class SubFolders(GivenPath folder, IReadOnlyList<string> names) : IReadOnlyList<GivenPath>
{
    public int Count => names.Count;

    public GivenPath this[int index] => folder.Join(names[index]);

    public IEnumerator<GivenPath> GetEnumerator()
    {
        for (var i = 0; i < names.Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
