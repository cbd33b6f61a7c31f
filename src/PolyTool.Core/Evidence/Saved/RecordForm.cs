using System.Reflection;
using System.Text;
using System.Text.Json;

namespace PolyTool.Core.Evidence.Saved;

/// <summary>
/// How <see cref="RecordJson"/> writes a record at one depth of the canonical text: which members, in which order, on which
/// lines. It is made of the record's properties, so that nobody keeps a second list of them.
/// </summary>
/// <remarks>Loops and arrays: it is made once in a process, in which queries over types of our own would be compiled first.</remarks>
internal sealed class RecordForm
{
    private RecordForm(Type type, int depth, List<RecordForm> made)
    {
        (Type, Depth, NeedsAll) = (type, depth, type.GetConstructor(Type.EmptyTypes) is null);
        var properties = Array.FindAll(type.GetProperties(BindingFlags.Public | BindingFlags.Instance), static property => property.CanWrite);
        var names = Array.ConvertAll(properties, static property => NameOf(property.Name));
        Array.Sort(names, properties, StringComparer.Ordinal);
        Members = new MemberForm[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            Members[i] = new(names[i], Encoding.ASCII.GetBytes($"{NewLine(depth + 1)}\"{names[i]}\": "), properties[i], ValueForm.Of(properties[i], depth + 1, made));
        }

        End = Encoding.ASCII.GetBytes($"{NewLine(depth)}}}");
    }

    /// <summary>The type of the record.</summary>
    public Type Type { get; }

    /// <summary>In how many containers it stands.</summary>
    public int Depth { get; }

    /// <summary>Whether the record has nothing to put in the place of a member that is missing.</summary>
    public bool NeedsAll { get; }

    /// <summary>The members in the order of the text.</summary>
    public MemberForm[] Members { get; }

    /// <summary>What stands behind the last member.</summary>
    public byte[] End { get; }

    /// <summary>The form of a record.</summary>
    /// <param name="type">The record's type.</param>
    /// <param name="depth">In how many containers it stands.</param>
    /// <param name="made">The forms that were made before, of which it takes what it can and to which it adds.</param>
    public static RecordForm Of(Type type, int depth, List<RecordForm> made)
    {
        if (made.Find(form => form.Type == type && form.Depth == depth) is { } known)
        {
            return known;
        }

        RecordForm form = new(type, depth, made);
        made.Add(form);
        return form;
    }

    /// <summary>Where a property stands among the members.</summary>
    public int IndexOf(string property) => Array.FindIndex(Members, member => member.Name == NameOf(property));

    /// <summary>A line's end and the blanks of the next line.</summary>
    public static string NewLine(int depth) => $"\n{new string(' ', 2 * depth)}";

    private static string NameOf(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);
}

/// <summary>A member of a record's text.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">What stands before its value: the line's end, the blanks, the name and the colon.</param>
/// <param name="Property">The property that it stands for.</param>
/// <param name="Value">The form of its value.</param>
internal sealed record MemberForm(string Name, byte[] Start, PropertyInfo Property, ValueForm Value);
