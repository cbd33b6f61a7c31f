# Where the module may lie, and what older versions wrote.

BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'A module folder' {
    It 'may have blanks, quotes and brackets in its path' {
        $folder = "$TestDrive/it's [my] folder"
        Copy-Item $manifest.DirectoryName "$TestDrive/plain" -Recurse
        [IO.Directory]::Move("$TestDrive/plain", $folder)
        Set-Content -LiteralPath "$folder/x.ps1" @'
param($Manifest)
Import-Module $Manifest
(Resolve-RunRoot samples/run-roots -Recurse).Count
(Get-Help Resolve-RunRoot).Synopsis.Length -gt 10
'@
        Push-Location (New-SampleFolder)
        try { Invoke-Pwsh -File "$folder/x.ps1" "$folder/PolyTool.psd1" | Should -Be 12, 'True' }
        finally { Pop-Location }
    }

    It 'may be read-only, and nothing is written to it' -Skip:$IsWindows {
        $folder = "$TestDrive/read-only"
        Copy-Item $manifest.DirectoryName $folder -Recurse
        chmod -R a-w $folder
        try {
            $before = Get-ChildItem $folder -Recurse | ForEach-Object { "$($_.FullName) $($_.LastWriteTimeUtc.Ticks)" }
            Push-Location (New-SampleFolder)
            Invoke-Pwsh -Command "Import-Module '$folder/PolyTool.psd1'; (Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -ErrorAction Ignore | Get-HypothesisLeaderboard).Count -gt 0; (Get-Help about_PolyTool).Length -gt 100" |
                Should -Be 'True', 'True'
            Get-ChildItem $folder -Recurse | ForEach-Object { "$($_.FullName) $($_.LastWriteTimeUtc.Ticks)" } | Should -Be $before
        }
        finally {
            Pop-Location
            chmod -R u+w $folder
        }
    }
}

Describe 'What version 0.1.0 wrote' {
    BeforeAll {
        $old = "$checkout/tests/golden/v0.1.0"

        # Runs it; true where it was read, or refused in words that name the file and say what to do.
        function Test-ReadOrRefused([scriptblock] $Script) {
            try {
                $null = & $Script -ErrorAction Stop 2>&1
                $true
            }
            catch { "$_" -match "v0\.1\.0.* form \d" -and "$_" -match 'anew|again' }
        }
    }

    It 'is listed, complete and cut off' {
        Get-BatchRun "$old/batches" | Sort-Object BatchId | ForEach-Object { "$($_.BatchId) $($_.Status)" } | Should -Be 'cut Interrupted', 'v010 Complete'
    }

    It 'is read: users' {
        @(Get-BatchRun "$old/batches" -BatchId v010 | Get-BatchUser).Count | Should -Be 7
    }

    It 'is read or refused by name: <_>' -ForEach 'rows', 'evidence', 'report', 'comparison', 'hypotheses' {
        $root = "$old/batches/2026-02-20/v010"
        switch ($_) {
            'rows' { Test-ReadOrRefused { Get-HypothesisLeaderboard $root -ErrorAction Stop } | Should -BeTrue }
            'evidence' { Test-ReadOrRefused { Get-SegmentEvidence $root -Segment league:nba -ErrorAction Stop } | Should -BeTrue }
            'report' { Test-ReadOrRefused { Get-BatchRun "$old/batches" -BatchId v010 | Export-HypothesisLeaderboard -Path "$TestDrive/old.html" -ErrorAction Stop } | Should -BeTrue }
            'comparison' { Test-ReadOrRefused { Compare-HypothesisLeaderboard $root $root -ErrorAction Stop } | Should -BeTrue }
            'hypotheses' { Test-ReadOrRefused { Test-Hypothesis "$old/set.json" $root -ErrorAction Stop -WarningAction Ignore } | Should -BeTrue }
        }
    }
}
