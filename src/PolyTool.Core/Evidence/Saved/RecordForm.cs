using System.Reflection;
using System.Text;
using System.Text.Json;

namespace PolyTool.Core.Evidence.Saved;

/// <summary>
/// How <see cref="RecordJson"/> writes a record at one depth of the canonical text: which members, in which order, on which
/// lines. It is made of the record's properties, so that nobody keeps a second list of them.
/// </summary>
internal sealed class RecordForm
{
    private RecordForm(Type record, int depth)
    {
        Members =
        [
            .. record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite)
                .Select(property => (Name: NameOf(property.Name), Property: property))
                .OrderBy(static member => member.Name, StringComparer.Ordinal)
                .Select(member => new MemberForm(member.Name, [.. ValueForm.NewLine(depth + 1), .. Encoding.ASCII.GetBytes($"\"{member.Name}\": ")], member.Property, ValueForm.Of(member.Property, depth + 1))),
        ];
        End = [.. ValueForm.NewLine(depth), (byte)'}'];
    }

    /// <summary>The members in the order of the text.</summary>
    public MemberForm[] Members { get; }

    /// <summary>What stands behind the last member.</summary>
    public byte[] End { get; }

    public static RecordForm Of(Type record, int depth) => new(record, depth);

    /// <summary>Where a property stands among the members.</summary>
    public int IndexOf(string property) => Array.FindIndex(Members, member => member.Name == NameOf(property));

    private static string NameOf(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);
}

/// <summary>A member of a record's text.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">What stands before its value: the line's end, the blanks, the name and the colon.</param>
/// <param name="Property">The property that it stands for.</param>
/// <param name="Value">The form of its value.</param>
internal sealed record MemberForm(string Name, byte[] Start, PropertyInfo Property, ValueForm Value);
