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
    BeforeAll { $old = "$checkout/tests/golden/v0.1.0" }

    It 'is listed, complete and cut off' {
        Get-BatchRun "$old/batches" | Sort-Object BatchId | ForEach-Object { "$($_.BatchId) $($_.Status)" } | Should -Be 'cut Interrupted', 'v010 Complete'
    }

    It 'is read: users, rows, evidence' {
        $batch = Get-BatchRun "$old/batches" -BatchId v010
        @($batch | Get-BatchUser).Count | Should -Be 7
        @($batch | Get-HypothesisLeaderboard).Count | Should -BeGreaterThan 5
        @($batch | Get-SegmentEvidence -Segment league:nba).Count | Should -BeGreaterThan 1
        $batch | Export-HypothesisLeaderboard "$TestDrive/old.html"
        (Get-Item "$TestDrive/old.html").Length | Should -BeGreaterThan 10000
    }

    It 'is a set that later batches test' {
        Push-Location (New-SampleFolder -World)
        try {
            $later = Invoke-BatchRun samples/users.txt -MaxUsers 7 -Offline -CachePath samples/world
            @(Test-Hypothesis "$old/set.json" $later.BatchRoot).Segment | Should -Be 'league:nba', 'market_type:moneyline', 'market_type:unknown'
        }
        finally { Pop-Location }
    }
}
