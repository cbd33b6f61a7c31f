using System.Management.Automation;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Probing;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Calls each route of the public services that a scan reads once, and compares its answer with what the scan expects.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PolymarketApi")]
[OutputType(typeof(ApiRouteTest), typeof(bool))]
public sealed class TestPolymarketApiCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Base address of the Gamma service.</summary>
    [Parameter(HelpMessage = "Base address of the Gamma service; else GAMMA_API_BASE, else the published one.")]
    [ValidateNotNullOrEmpty]
    public string? GammaApiBase { get; set; }

    /// <summary>Base address of the Data service.</summary>
    [Parameter(HelpMessage = "Base address of the Data service; else DATA_API_BASE, else the published one.")]
    [ValidateNotNullOrEmpty]
    public string? DataApiBase { get; set; }

    /// <summary>Base address of the CLOB service.</summary>
    [Parameter(HelpMessage = "Base address of the CLOB service; else CLOB_API_BASE, else the published one.")]
    [ValidateNotNullOrEmpty]
    public string? ClobApiBase { get; set; }

    /// <summary>Only say whether scans can work.</summary>
    [Parameter(HelpMessage = "Emit only true or false: whether every route answered as a scan expects.")]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        DirectScans addresses = new(this) { OutputRoot = ".", SegmentTable = "default", GammaApiBase = GammaApiBase, DataApiBase = DataApiBase, ClobApiBase = ClobApiBase };
        ApiClientOptions options = new() { Addresses = addresses.Addresses() };
        bool good = true;
        IAsyncEnumerator<ApiRouteTest> tests = ApiProbe.RunAsync(options, _stopping.Token).GetAsyncEnumerator(_stopping.Token);
        try
        {
            // One route at a time, each shown as soon as it is known.
            while (tests.MoveNextAsync().AsTask().GetAwaiter().GetResult())
            {
                good &= tests.Current.Status is "Ok" or "Empty";
                if (!Quiet)
                {
                    WriteObject(tests.Current);
                }
            }

            if (Quiet)
            {
                WriteObject(good);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Ctrl-C: whoever pressed it wants no error.
        }
        finally
        {
            tests.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stopping.Cancel();

    /// <inheritdoc />
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }
}
