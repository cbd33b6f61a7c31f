using System.Management.Automation;

namespace PolyTool.PowerShell.Support;

/// <summary>Lets only texts bind: a file object from the pipeline is a dossier, not a user whose name looks like a path.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PlainTextAttribute : ArgumentTransformationAttribute
{
    private const string Message = "A user is a text: a handle or a wallet.";

    /// <inheritdoc />
    /// <remarks>The engine goes on to the next parameter only where the reason is a failed cast.</remarks>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is string or string[] || (value is System.Collections.IEnumerable many && many.Cast<object?>().All(o => (o is PSObject w ? w.BaseObject : o) is string))
            ? inputData
            : throw new ArgumentTransformationMetadataException(Message, new PSInvalidCastException(Message));
    }
}
