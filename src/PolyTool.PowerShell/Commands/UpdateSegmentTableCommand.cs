using System.Management.Automation;
using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Renews the table of leagues from the services and keeps it in the cache.</summary>
[Cmdlet(VerbsData.Update, "SegmentTable", SupportsShouldProcess = true)]
[OutputType(typeof(LeagueTableReport))]
public sealed class UpdateSegmentTableCommand : CacheCommand
{
    /// <summary>Base address of the Gamma service.</summary>
    [Parameter(HelpMessage = "Base address of the Gamma service; else GAMMA_API_BASE, else the published one.")]
    [ValidateNotNullOrEmpty]
    public string? GammaApiBase { get; set; }

    /// <inheritdoc />
    private protected override string WhatFails(string folder) => $"The table of leagues cannot be kept in '{folder}'";

    /// <inheritdoc />
    private protected override void ProcessFolder(string folder)
    {
        ApiClientOptions options = new() { Addresses = DirectScans.Addresses(this, GammaApiBase) };
        if (!ShouldProcess(folder, "Renew the table of leagues"))
        {
            return;
        }

        try
        {
            WriteObject(LeagueTableUpdate.RunAsync(options, folder, TimeProvider.System, Cancellation).GetAwaiter().GetResult());
        }
        catch (Failure failure)
        {
            Throw(failure, options.Addresses.Gamma);
        }
    }
}
