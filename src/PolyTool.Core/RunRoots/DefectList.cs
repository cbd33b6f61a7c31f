namespace PolyTool.Core.RunRoots;

/// <summary>Collects defects where a reader would end at the first.</summary>
internal sealed class DefectList
{
    private readonly List<RunRootDefect> _defects = [];
    private readonly HashSet<RunRootDefect> _seen = [];

    /// <summary>Takes a value by the rule that the reader takes it by, and keeps what is wrong with it.</summary>
    /// <returns>Whether nothing is.</returns>
    public bool Try(Action take)
    {
        try
        {
            take();
            return true;
        }
        catch (DefectException error)
        {
            // Two rules may find the same fault of one value.
            if (_seen.Add(error.Defect))
            {
                _defects.Add(error.Defect);
            }

            return false;
        }
    }

    /// <summary>The field where it is an object or nothing; a field without a value where it is neither.</summary>
    public Field Object(Field field) => Try(() => field.AsObject()) ? field : field.Without();

    /// <summary>Everything inside that could not be written, or not be read back.</summary>
    public void Writable(Field field, int around)
    {
        // What is nested too deep is one fault, not one a level.
        if (Try(() => field.RequireWritableItself(around)))
        {
            foreach (Field inner in field.Inside())
            {
                Writable(inner, around + 1);
            }
        }
    }

    public RunRootDefect[] ToArray() => [.. _defects];
}
