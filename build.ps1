<#
.SYNOPSIS
    Builds, tests and packs PolyTool: the dotnet commands that CI runs, for people with pwsh.
.EXAMPLE
    ./build.ps1
    Builds the solution; the module lies in output/PolyTool/<version>.
.EXAMPLE
    ./build.ps1 -Task Test
    Builds, runs all tests and, where Pester is installed, tests/Pester.
.EXAMPLE
    ./build.ps1 -Task Pack -Configuration Release
    Makes the gallery's package, output/gallery/PolyTool.<version>.nupkg, and the .NET tool polytool in output/packages.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pack', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = $(if ($Task -eq 'Pack') { 'Release' } else { 'Debug' })
)

$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE) { throw "dotnet $args ended with $LASTEXITCODE." }
}

# Pester runs in a process of its own: a loaded module would lock the folder against the next build.
function Invoke-PesterSuite {
    $pester = Get-Module Pester -ListAvailable | Where-Object Version -GE 5.7 | Select-Object -First 1
    if (-not $pester) {
        Write-Warning 'Pester 5.7 or newer is not installed: tests/Pester was not run.'
        return
    }
    & (Get-Process -Id $PID).Path -NoProfile -Command "Invoke-Pester -Configuration @{ Run = @{ Path = '$PSScriptRoot/tests/Pester'; Exit = `$true } }"
    if ($LASTEXITCODE) { throw "Pester: $LASTEXITCODE tests failed." }
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Clean' {
            Invoke-DotNet clean PolyTool.sln --configuration $Configuration --verbosity quiet
            Remove-Item output -Recurse -ErrorAction Ignore
        }
        'Build' { Invoke-DotNet build PolyTool.sln --configuration $Configuration }
        'Test' {
            Invoke-DotNet build PolyTool.sln --configuration $Configuration
            Invoke-DotNet test --no-build --configuration $Configuration
            Invoke-PesterSuite
        }
        'Pack' {
            Invoke-DotNet pack src/PolyTool.PowerShell --configuration $Configuration
            Invoke-DotNet pack src/PolyTool.Shell --configuration $Configuration
            Get-ChildItem output/gallery, output/packages
        }
    }
}
finally { Pop-Location }
