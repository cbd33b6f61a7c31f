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
    Pack: the gallery's package, output/gallery/PolyTool.<version>.nupkg, and the inventory of what it ships beside it.
    Inventory: the packages behind the module with versions, hashes and licences, as CycloneDX:
    output/gallery/PolyTool.<version>.cdx.json.
    Clean: removes what builds made.
.PARAMETER Configuration
    Debug, or Release, which is the default of Pack.
.PARAMETER ProjectUrl
    The project's address, for the links of the gallery's page and of Get-Help -Online; none without it.
.EXAMPLE
    ./build.ps1 QuickStart
.EXAMPLE
    ./build.ps1 Test
#>
#requires -Version 7.6
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'QuickStart', 'Test', 'Pester', 'Pack', 'Inventory', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = $(if ($Task -eq 'Pack') { 'Release' } else { 'Debug' }),

    [string] $ProjectUrl
)

$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE) { throw "dotnet $args ended with $LASTEXITCODE." }
}

# First of all, so that what is missing is said once and in words.
function Restore-Package([string] $Project) {
    & dotnet restore $Project --verbosity quiet
    if ($LASTEXITCODE) {
        throw @"
dotnet restore ended with $LASTEXITCODE. Where the registry cannot be reached (NU1301), the packages that the lines above name
are missing from $(($env:NUGET_PACKAGES, "$HOME/.nuget/packages").Where({ $_ }, 'First')). To go on offline, run this once on a
machine that reaches it and copy that folder from there, or name a folder that holds the .nupkg files:
dotnet nuget add source <folder>
"@
    }
}

# A new pwsh of the kind that runs this script: a loaded module would lock its folder against the next build. The .NET
# tool's process is dotnet, which is told the tool's assembly.
function Invoke-Pwsh {
    $process = [Environment]::ProcessPath
    $start = [IO.Path]::GetFileNameWithoutExtension($process) -eq 'dotnet' ? @('exec', (Join-Path $PSHOME pwsh.dll)) : @()
    & $process @start -NoProfile -NonInteractive @args
}

# The restore downloads Pester; the project knows where to.
function Invoke-PesterSuite {
    $pester = dotnet msbuild tests/PolyTool.Module.Tests -getProperty:Pester
    Invoke-Pwsh -File tests/Pester/Run.ps1 -Pester $pester
    if ($LASTEXITCODE) { throw "Pester: $LASTEXITCODE tests failed." }
}

# PowerShellStandard is what the cmdlets compile against; it is not shipped.
function Write-Inventory {
    $version = (Import-PowerShellDataFile -LiteralPath module/PolyTool.psd1).ModuleVersion
    Invoke-DotNet tool exec cyclonedx -y '--' src/PolyTool.PowerShell/PolyTool.PowerShell.csproj --output output/gallery `
        --filename "PolyTool.$version.cdx.json" --output-format Json --no-serial-number --exclude-dev `
        --exclude-filter PowerShellStandard.Library --set-name PolyTool --set-version $version --set-type Library
}

Push-Location -LiteralPath $PSScriptRoot
try {
    $manifest = "$PSScriptRoot/output/PolyTool/$((Import-PowerShellDataFile -LiteralPath module/PolyTool.psd1).ModuleVersion)/PolyTool.psd1"
    if ($ProjectUrl) { $env:ProjectUrl = $ProjectUrl }
    if ($Task -ne 'Clean') { Restore-Package ($Task -in 'QuickStart', 'Pack' ? 'src/PolyTool.PowerShell' : 'PolyTool.sln') }
    switch ($Task) {
        'Build' { Invoke-DotNet build PolyTool.sln --no-restore --configuration $Configuration }
        'QuickStart' {
            Invoke-DotNet build src/PolyTool.PowerShell --no-restore --configuration $Configuration --verbosity quiet
            Invoke-Pwsh -File samples/quickstart.ps1 -Module $manifest
            if ($LASTEXITCODE) { throw "The quick-start ended with $LASTEXITCODE." }
        }
        'Test' {
            Invoke-DotNet build PolyTool.sln --no-restore --configuration $Configuration
            Invoke-DotNet test --no-build --configuration $Configuration
            Invoke-PesterSuite
        }
        'Pester' {
            Invoke-DotNet build src/PolyTool.PowerShell --no-restore --configuration $Configuration --verbosity quiet
            Invoke-PesterSuite
        }
        'Pack' {
            Invoke-DotNet pack src/PolyTool.PowerShell --no-restore --configuration $Configuration
            Write-Inventory
            Get-ChildItem output/gallery
        }
        'Inventory' { Write-Inventory }
        'Clean' {
            Invoke-DotNet clean PolyTool.sln --configuration $Configuration --verbosity quiet
            Remove-Item output -Recurse -ErrorAction Ignore
        }
    }
}
finally { Pop-Location }
