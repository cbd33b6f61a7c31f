using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Probing;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Asks each route of the public services that a scan reads, and compares its answers with what the scan expects.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PolymarketApi", SupportsShouldProcess = true)]
[OutputType(typeof(ApiRouteTest), typeof(bool))]
public sealed class TestPolymarketApiCommand : StoppableCommand
{
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

    /// <summary>A folder that gets the answers, trimmed.</summary>
    [Parameter(HelpMessage = "A folder that gets each answer, trimmed, as a JSON file: what to send with a report of a difference.")]
    [ValidateNotNullOrEmpty]
    public string? SaveTo { get; set; }

    /// <summary>Only say whether scans can work.</summary>
    [Parameter(HelpMessage = "Emit only true or false: whether every route answered as a scan expects.")]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    private protected override void ProcessInput()
    {
        ApiClientOptions options = new() { Addresses = DirectScans.Addresses(this, GammaApiBase, DataApiBase, ClobApiBase) };
        var good = true;
        var folder = Folder();
        var tests = ApiProbe.RunAsync(options, folder, Cancellation).GetAsyncEnumerator(Cancellation);
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
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Throw("AnswerNotSaved", $"An answer cannot be saved in '{SaveTo}': {failure.Message}", SaveTo, failure);
        }
        finally
        {
            tests.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    // With -WhatIf the routes are asked all the same, which changes nothing; nothing is saved.
    private string? Folder()
    {
        if (SaveTo is null)
        {
            return null;
        }

        var path = NewPath(SaveTo);
        if (StandingFile.InTheWayOf(path.Full) is { } file)
        {
            Throw("FolderIsFile", $"Answers cannot be saved in '{SaveTo}': '{file}' is a file, not a folder.", SaveTo);
        }

        return ShouldProcess(SaveTo, "Save trimmed answers of the services") ? path.Full : null;
    }
}
