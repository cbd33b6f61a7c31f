# The way from the package to the prompt and away again, with PowerShell's own cmdlets, through a gallery that is a folder. Each
# step is a pwsh of its own with a home of its own, so that nothing of the user's is touched.

BeforeDiscovery {
    # On Windows the folder of a user's modules does not follow HOME: only where nobody's modules are at stake.
    $isSafe = -not $IsWindows -or $env:CI
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $version = Split-Path $manifest.DirectoryName -Leaf
    $next = "$version.1"

    # Runs a script with a fresh home and the gallery registered; what it prints, and what it wrote as errors.
    function Invoke-Fresh([string] $Script, [string] $ModulePath) {
        $place = @{ HOME = "$TestDrive/home"; XDG_DATA_HOME = $null; XDG_CONFIG_HOME = $null; XDG_CACHE_HOME = $null; PSModulePath = $ModulePath; NO_COLOR = '1' }
        $before = @{}
        foreach ($name in $place.Keys) { $before[$name] = [Environment]::GetEnvironmentVariable($name); [Environment]::SetEnvironmentVariable($name, $place[$name]) }
        try { Invoke-Pwsh -Command "`$ErrorActionPreference = 'Stop'; $Script" }
        finally { foreach ($name in $place.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) } }
    }

    # Without .config there, NuGet writes its settings below the current location.
    $null = New-Item -ItemType Directory "$TestDrive/home/.config", "$TestDrive/gallery"
    Push-Location $checkout
    $configuration = (Get-Item "$checkout/src/PolyTool.PowerShell/obj/*/net10.0/PolyTool.nuspec" | Sort-Object LastWriteTime | Select-Object -Last 1).FullName -replace '\\', '/' -replace '^.*/obj/([^/]+)/.*$', '$1'
    dotnet pack src/PolyTool.PowerShell --no-build --configuration $configuration --output "$TestDrive/package" --verbosity quiet
    Pop-Location
}

Describe 'The gallery' -Skip:(-not $isSafe) {
    It 'takes the package, finds it by its commands and installs it' {
        Invoke-Fresh @"
            Register-PSResourceRepository Local -Uri '$TestDrive/gallery' -Trusted
            Publish-PSResource -NupkgPath '$TestDrive/package/PolyTool.$version.nupkg' -Repository Local
            (Find-PSResource PolyTool -Repository Local).Version.ToString(3)
            (Find-PSResource PolyTool -Repository Local).Includes.Cmdlet -contains 'Invoke-BatchRun'
            Install-PSResource PolyTool -Repository Local
            (Get-InstalledPSResource PolyTool).Version.ToString(3)
"@ | Should -Be $version, 'True', $version
    }

    It 'gives what a new session loads by name, with its help' {
        Invoke-Fresh @'
            (Get-Command Resolve-RunRoot).Source
            (Get-Help Resolve-RunRoot).Synopsis
            (Get-Help about_PolyTool) -match 'SHORT DESCRIPTION'
            (Get-Module PolyTool).ModuleBase -like "$HOME*"
'@ | Select-Object -Last 2 | Should -Be 'True', 'True'
    }

    It 'updates to a newer one that the folder itself was published as' {
        Copy-Item $manifest.DirectoryName "$TestDrive/next/PolyTool" -Recurse
        $text = [IO.File]::ReadAllText("$TestDrive/next/PolyTool/PolyTool.psd1")
        [IO.File]::WriteAllText("$TestDrive/next/PolyTool/PolyTool.psd1", $text.Replace("'$version'", "'$next'"))
        Invoke-Fresh @"
            Publish-PSResource -Path '$TestDrive/next/PolyTool' -Repository Local
            Update-PSResource PolyTool
            (Get-InstalledPSResource PolyTool).Version | ForEach-Object ToString | Sort-Object
"@ | Should -Be $version, $next
    }

    It 'leaves two versions side by side: a name means the newer, a version means itself' {
        Invoke-Fresh 'Import-Module PolyTool; (Get-Module PolyTool).Version.ToString()' | Should -Be $next
        Invoke-Fresh "Import-Module PolyTool -RequiredVersion $version; (Get-Module PolyTool).Version.ToString(); (Resolve-RunRoot '$checkout/samples/run-roots' -Recurse).Count" | Should -Be $version, 12
    }

    It 'takes it all away' {
        Invoke-Fresh 'Uninstall-PSResource PolyTool -Version *; (Get-Module PolyTool -ListAvailable).Count' | Should -Be 0
        Get-ChildItem "$TestDrive/home" -Recurse -Filter 'PolyTool*' | Should -BeNullOrEmpty
    }
}
