<#
.SYNOPSIS
    Builds, tries, tests and packs PolyTool.
.DESCRIPTION
    Needs the .NET 10 SDK and runs in any pwsh of 7.6 or later; without one, the SDK brings it:
    dotnet tool exec PowerShell -y ./build.ps1 Test
.PARAMETER Task
    Build (the default): the solution; the module lies in output/PolyTool/<version>.
    QuickStart: builds the module and runs samples/quickstart.ps1, without a network.
    Test: builds and runs all tests, xUnit's and Pester's.
    Pester: builds the module and runs tests/Pester alone.
    Pack: the gallery's package, output/gallery/PolyTool.<version>.nupkg.
    Clean: removes what builds made.
.EXAMPLE
    ./build.ps1 QuickStart
.EXAMPLE
    ./build.ps1 Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'QuickStart', 'Test', 'Pester', 'Pack', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = $(if ($Task -eq 'Pack') { 'Release' } else { 'Debug' })
)

$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE) { throw "dotnet $args ended with $LASTEXITCODE." }
}

# A new pwsh of the kind that runs this script: a loaded module would lock its folder against the next build. The .NET
# tool's process is dotnet, which is told the tool's assembly.
function Invoke-Pwsh {
    $process = [Environment]::ProcessPath
    $start = [IO.Path]::GetFileNameWithoutExtension($process) -eq 'dotnet' ? @('exec', (Join-Path $PSHOME pwsh.dll)) : @()
    & $process @start -NoProfile -NonInteractive @args
}

# The restore of PolyTool.Module.Tests downloads Pester, where the tests know its place.
function Invoke-PesterSuite {
    $pester = dotnet msbuild tests/PolyTool.Module.Tests -getProperty:Pester
    if (-not (Test-Path -LiteralPath $pester)) { Invoke-DotNet restore tests/PolyTool.Module.Tests }
    Invoke-Pwsh -File tests/Pester/Run.ps1 -Pester $pester
    if ($LASTEXITCODE) { throw "Pester: $LASTEXITCODE tests failed." }
}

Push-Location -LiteralPath $PSScriptRoot
try {
    $manifest = "$PSScriptRoot/output/PolyTool/$((Import-PowerShellDataFile -LiteralPath module/PolyTool.psd1).ModuleVersion)/PolyTool.psd1"
    switch ($Task) {
        'Build' { Invoke-DotNet build PolyTool.sln --configuration $Configuration }
        'QuickStart' {
            Invoke-DotNet build src/PolyTool.PowerShell --configuration $Configuration --verbosity quiet
            Invoke-Pwsh -File samples/quickstart.ps1 -Module $manifest
            if ($LASTEXITCODE) { throw "The quick-start ended with $LASTEXITCODE." }
        }
        'Test' {
            Invoke-DotNet build PolyTool.sln --configuration $Configuration
            Invoke-DotNet test --no-build --configuration $Configuration
            Invoke-PesterSuite
        }
        'Pester' {
            Invoke-DotNet build src/PolyTool.PowerShell --configuration $Configuration --verbosity quiet
            Invoke-PesterSuite
        }
        'Pack' {
            Invoke-DotNet pack src/PolyTool.PowerShell --configuration $Configuration
            Get-ChildItem output/gallery
        }
        'Clean' {
            Invoke-DotNet clean PolyTool.sln --configuration $Configuration --verbosity quiet
            Remove-Item output -Recurse -ErrorAction Ignore
        }
    }
}
finally { Pop-Location }
