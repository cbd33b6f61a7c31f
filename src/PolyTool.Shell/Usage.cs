using System.Reflection;

namespace PolyTool.Shell;

/// <summary>What the program says about itself.</summary>
internal static class Usage
{
    /// <summary>The version, that of the module.</summary>
    public static string Version { get; } =
        typeof(Usage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The answer to --help.</summary>
    public static string Text { get; } = $"""
        polytool {Version}: PowerShell's engine with the PolyTool module imported, for machines without pwsh.

        usage:
          polytool <script.ps1> [arguments]        run a script
          polytool -File <script.ps1> [arguments]  the same
          polytool -Command <text>                 run a text; all that follows is the text
          polytool --help | --version

        Objects print through their views to standard output; errors, warnings, verbose and debug messages
        and, on a terminal, one line of progress go to standard error. Ctrl-C stops the pipeline.

        exit codes:
          0    all went well (non-terminating errors may have been written along the way)
          1    a terminating error; with -Command also an error in the last statement
          2    wrong usage
          n    a script's own 'exit n'
          130  stopped by Ctrl-C; 143 by SIGTERM

        What is there: PolyTool's cmdlets (Get-Command -Module PolyTool), Get-Help, ForEach-Object, Where-Object,
        Get-Command, Import-Module, jobs, and the whole language.
        What the engine alone lacks: Select-Object, Sort-Object, Measure-Object, Group-Object, Format-Table,
        Format-List, Out-String, Out-File, Write-Output, Write-Host, Write-Error, ConvertTo-Json, ConvertFrom-Json,
        Export-Csv, Get-Content, Set-Content, Get-ChildItem, Get-Item, Test-Path, Join-Path, Set-Location,
        Start-Sleep and the rest of Microsoft.PowerShell.Utility, Management and Security. Use pwsh for those, or build
        the shell with -p:PowerShellHost=Microsoft.PowerShell.SDK.

        """;
}
