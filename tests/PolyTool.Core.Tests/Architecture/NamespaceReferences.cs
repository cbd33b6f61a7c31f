using System.Reflection;
using System.Reflection.Emit;

namespace PolyTool.Core.Tests.Architecture;

/// <summary>
/// Which room of PolyTool.Core, a folder or a folder in one, uses which other: read from the built assembly, signatures and method bodies alike,
/// so that no way of naming a type escapes.
/// </summary>
internal sealed class NamespaceReferences
{
    private const string Root = "PolyTool.Core.";
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> s_opCodes = typeof(OpCodes).GetFields()
        .Select(f => (OpCode)f.GetValue(obj: null)!)
        .ToDictionary(o => (int)(ushort)o.Value);

    private readonly Assembly _assembly;
    private readonly SortedSet<(string From, string To, string Type)> _found = [];

    private NamespaceReferences(Assembly assembly) => _assembly = assembly;

    /// <summary>Room, room that it uses, and the type that uses it.</summary>
    public static IReadOnlySet<(string From, string To, string Type)> Of(Assembly assembly)
    {
        var references = new NamespaceReferences(assembly);
        foreach (var type in assembly.GetTypes())
        {
            references.AddType(type);
        }

        return references._found;
    }

    /// <summary>The room that a type lies in, such as <c>RunRoots</c> or <c>Dossiers.Read</c>, or null for types of elsewhere.</summary>
    public static string? Room(Type type) =>
        type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true ? type.Namespace[Root.Length..] : null;

    private void AddType(Type type)
    {
        Use(type, type.BaseType);
        foreach (var i in type.GetInterfaces())
        {
            Use(type, i);
        }

        foreach (var field in type.GetFields(All))
        {
            Use(type, field.FieldType);
        }

        foreach (var method in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)))
        {
            foreach (var parameter in method.GetParameters())
            {
                Use(type, parameter.ParameterType);
            }

            Use(type, (method as MethodInfo)?.ReturnType);
            AddBody(type, method);
        }
    }

    private void AddBody(Type type, MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        foreach (var local in body.LocalVariables)
        {
            Use(type, local.LocalType);
        }

        foreach (var token in Tokens(body.GetILAsByteArray()!))
        {
            var typeArguments = type.IsGenericType ? type.GetGenericArguments() : null;
            var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
            switch (_assembly.ManifestModule.ResolveMember(token, typeArguments, methodArguments))
            {
                case Type used:
                    Use(type, used);
                    break;
                case FieldInfo field:
                    Use(type, field.DeclaringType);
                    Use(type, field.FieldType);
                    break;
                case MethodBase called:
                    Use(type, called.DeclaringType);
                    foreach (var argument in called.IsGenericMethod ? called.GetGenericArguments() : [])
                    {
                        Use(type, argument);
                    }

                    break;
            }
        }
    }

    private static IEnumerable<int> Tokens(byte[] il)
    {
        for (var at = 0; at < il.Length;)
        {
            int code = il[at++];
            if (code == 0xFE)
            {
                code = (code << 8) | il[at++];
            }

            switch (s_opCodes[code].OperandType)
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at += 1;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + 4 * BitConverter.ToInt32(il, at);
                    break;
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok:
                    yield return BitConverter.ToInt32(il, at);
                    at += 4;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }

    private void Use(Type user, Type? used)
    {
        if (used is null)
        {
            return;
        }

        foreach (var argument in used.IsGenericType ? used.GetGenericArguments() : [])
        {
            Use(user, argument);
        }

        if (used.HasElementType)
        {
            Use(user, used.GetElementType());
        }

        if (Room(user) is { } from && Room(used) is { } to && from != to)
        {
            _found.Add((from, to, user.FullName!));
        }
    }
}
