using System.Management.Automation;
using PolyTool.Core.Polymarket;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Empties the cache of direct scans, or removes what is old from it.</summary>
[Cmdlet(VerbsCommon.Clear, "PolyToolCache", SupportsShouldProcess = true)]
[OutputType(typeof(CacheReport))]
public sealed class ClearPolyToolCacheCommand : CacheCommand
{
    /// <summary>Only answers stored so many days ago or earlier.</summary>
    [Parameter(HelpMessage = "Only answers stored more than so many days ago.")]
    [ValidateRange(0, 36500)]
    public int OlderThanDays { get; set; }

    /// <inheritdoc />
    private protected override string WhatFails(string folder) => $"The cache '{folder}' cannot be cleared";

    /// <inheritdoc />
    private protected override void ProcessFolder(string folder)
    {
        if (ShouldProcess(folder, OlderThanDays > 0 ? $"Remove answers stored more than {OlderThanDays} days ago" : "Remove all answers"))
        {
            WriteObject(AnswerCaches.Clear(folder, OlderThanDays, Cancellation));
        }
    }
}
