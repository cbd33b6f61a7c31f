using System.Management.Automation;

namespace PolyTool.Hosting;

/// <summary>
/// Passes <see cref="First"/> objects on and then ends the pipeline as <c>Select-Object -First</c> does, which the
/// engine alone lacks: with an exception that only the engine can name.
/// </summary>
[Cmdlet(VerbsLifecycle.Stop, "Upstream")]
public sealed class StopUpstreamCommand : PSCmdlet
{
    private int _seen;

    /// <summary>How many objects pass.</summary>
    [Parameter(Mandatory = true)]
    public int First { get; set; }

    /// <summary>What passes.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (++_seen < First)
            return;
        Type type = typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
        throw (Exception)Activator.CreateInstance(type, this)!;
    }
}
