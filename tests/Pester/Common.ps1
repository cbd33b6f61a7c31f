# Dot-sourced in the BeforeAll of every file here: imports the built module folder, never bin/.
#
#   BeforeAll { . $PSScriptRoot/Common.ps1 }
#   Describe 'Get-BatchUser' { It 'lists users' { Push-Location (New-SampleFolder); … ; Pop-Location } }
#
# One file a cmdlet, named for it, says what a user sees at the prompt; xUnit says endings, streams and bytes.

$checkout = (Resolve-Path "$PSScriptRoot/../..").Path
$manifest = Get-ChildItem -LiteralPath "$checkout/output/PolyTool" -Recurse -Filter PolyTool.psd1 | Sort-Object { [version] $_.Directory.Name } | Select-Object -Last 1
if (-not $manifest) { throw 'Build first: ./build.ps1' }
Import-Module $manifest.FullName -Force

# How to start the pwsh that runs the tests once more: it may be a program of its own, or the .NET tool.
$pwsh = [pscustomobject] @{ Name = (Get-Process -Id $PID).Path; Arguments = @() }
if ([IO.Path]::GetFileNameWithoutExtension($pwsh.Name) -eq 'dotnet') { $pwsh.Arguments = @("$PSHOME/pwsh.dll") }

# A new folder that holds a copy of samples; the recorded world, many small files, only where asked for. It lies where Run.ps1
# says: Pester lists all that is below TestDrive before and after each block.
function New-SampleFolder([switch] $World) {
    $folder = Join-Path ($env:POLYTOOL_TEST_SCRATCH ? $env:POLYTOOL_TEST_SCRATCH : $TestDrive) ([guid]::NewGuid())
    $null = New-Item -ItemType Directory "$folder/samples"
    $items = Get-ChildItem "$checkout/samples" | Where-Object { $World -or $_.Name -ne 'world' }
    # Copy-Item takes ten times as long for the world's files, and Help.Tests copies them for every page.
    if ($IsWindows) { $items | Copy-Item -Destination "$folder/samples" -Recurse } else { cp -R $items.FullName "$folder/samples" }
    $folder
}

# Runs a command or -File in a new pwsh of the kind that runs the tests, whose process may be dotnet; answers its output lines.
function Invoke-Pwsh {
    $process = [Environment]::ProcessPath
    $start = [IO.Path]::GetFileNameWithoutExtension($process) -eq 'dotnet' ? @('exec', (Join-Path $PSHOME pwsh.dll)) : @()
    & $process @start -NoProfile -NonInteractive @args
}

# What tab completion offers at the end of a line.
function Complete([string] $Line) {
    [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
}

# The ids of the errors that a script block writes, without the name of the class behind the comma.
function Get-ErrorId([scriptblock] $Script) {
    & $Script 2>&1 |
        Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } |
        ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }
}
