using System.Collections;
using System.Globalization;
using System.Management.Automation;
using PolyTool.Core.Files;

namespace PolyTool.PowerShell.Support;

/// <summary>
/// Lets a parameter of texts take objects that name what is meant, as arguments and from the pipeline alike. What names
/// nothing is a failed cast, after which the engine tries other parameters.
/// </summary>
internal abstract class FromObjectAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var plain = ObjectText.Plain(inputData);
        return plain is null or string ? inputData
            : plain is IEnumerable and not IDictionary ? ((IEnumerable)plain).Cast<object?>().Select(one => Text(engineIntrinsics, one)).ToArray()
            : Text(engineIntrinsics, inputData);
    }

    /// <summary>The text of one object; null where it has none.</summary>
    private protected abstract string? Of(EngineIntrinsics engine, object? input);

    /// <summary>What is asked for.</summary>
    private protected abstract string Wanted { get; }

    private string Text(EngineIntrinsics engine, object? input)
    {
        if (Of(engine, input) is { } text)
        {
            return text;
        }

        var message = $"A {ObjectText.Plain(input)?.GetType().Name ?? "null"} does not name {Wanted}.";
        throw new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
    }
}

/// <summary>Takes batches: their paths and ids, and objects that name them.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FromBatchAttribute : FromObjectAttribute
{
    private protected override string Wanted => "a batch: give an id, a path, or what Get-BatchRun emits";

    private protected override string? Of(EngineIntrinsics engine, object? input) => ObjectText.Of(input, ObjectText.BatchNames);
}

/// <summary>Takes run roots: their paths, and objects that name them.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FromRunRootAttribute : FromObjectAttribute
{
    private protected override string Wanted => "a run root: give a path, or what Resolve-RunRoot emits";

    /// <inheritdoc />
    /// <remarks>As it was typed, where that still leads there.</remarks>
    private protected override string? Of(EngineIntrinsics engine, object? input) => ObjectText.RunRootOf(input) is { } root
        ? PhysicalPath.Of(root.Typed, engine.SessionState.Path.CurrentFileSystemLocation.ProviderPath) == root.Full ? root.Typed : root.Full
        : ObjectText.Of(input, ObjectText.RunRootNames);
}

/// <summary>Takes users: texts, and objects with a wallet, a handle or a user, such as lines of a table.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FromUserAttribute : FromObjectAttribute
{
    private protected override string Wanted => "a user: give a text, or an object with a property Wallet, Handle or User";

    private protected override string? Of(EngineIntrinsics engine, object? input) => ObjectText.User(input);
}

/// <summary>Takes a time that says no zone as UTC, where the engine would take the zone of the machine.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UtcTimeAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        DateTime { Kind: DateTimeKind.Unspecified } time => new DateTimeOffset(time, TimeSpan.Zero),
        _ => inputData,
    };
}
