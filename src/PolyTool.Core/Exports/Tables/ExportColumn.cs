using System.Numerics;

namespace PolyTool.Core.Exports.Tables;

/// <summary>A column of the exports that programs read: a name, and a value of one type for every segment.</summary>
/// <param name="Name">Its name, in snake case, as the batch's files name things.</param>
internal abstract record ExportColumn(string Name);

/// <summary>A column of text.</summary>
internal sealed record TextColumn(string Name, Func<ExportRow, string?> Value) : ExportColumn(Name);

/// <summary>A column of integers of any size.</summary>
internal sealed record IntegerColumn(string Name, Func<ExportRow, BigInteger?> Value) : ExportColumn(Name);

/// <summary>A column of finite doubles.</summary>
internal sealed record NumberColumn(string Name, Func<ExportRow, double?> Value) : ExportColumn(Name);

/// <summary>A column of true and false.</summary>
internal sealed record FlagColumn(string Name, Func<ExportRow, bool?> Value) : ExportColumn(Name);
