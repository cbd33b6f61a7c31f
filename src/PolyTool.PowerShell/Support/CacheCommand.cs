using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket;
using PolyTool.PowerShell.Completion;

namespace PolyTool.PowerShell.Support;

/// <summary>A cmdlet that changes what the cache holds.</summary>
public abstract class CacheCommand : StoppableCommand
{
    /// <summary>The folder of the cache.</summary>
    [Parameter(Position = 0, HelpMessage = "The folder of the cache; the platform's place where it is not given.")]
    [ArgumentCompleter(typeof(CacheFolderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? CachePath { get; set; }

    /// <summary>Does the work in the folder, which need not be there.</summary>
    private protected abstract void ProcessFolder(string folder);

    /// <summary>What cannot be done where the folder cannot be used, as the beginning of a sentence.</summary>
    private protected abstract string WhatFails(string folder);

    /// <inheritdoc />
    private protected sealed override void ProcessInput()
    {
        var folder = CachePath is null ? DirectScanOptions.DefaultCachePath : NewPath(CachePath).Full;
        if (StandingFile.InTheWayOf(folder) is { } file)
        {
            Throw("CacheUnusable", $"{WhatFails(folder)}: '{file}' is a file, not a folder.", folder);
        }

        try
        {
            ProcessFolder(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Throw("CacheUnusable", $"{WhatFails(folder)}: {error.Message}", folder, error);
        }
    }
}
