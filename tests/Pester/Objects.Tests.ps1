# What the cmdlets emit, seen as a user of PowerShell sees it: exported, formatted, cut short, asked what would happen.

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Push-Location (New-SampleFolder -World)
    $batch = Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot out -BatchId b -ErrorAction SilentlyContinue
    $objects = @{
        RunRoot       = Resolve-RunRoot samples/run-roots -Recurse -Latest
        RunRootTest   = Resolve-RunRoot samples/run-roots -Recurse | Test-RunRoot
        RunRootDefect = (Resolve-RunRoot samples/run-roots -Recurse | Test-RunRoot).Defects
        BatchRun      = $batch
        UserResult    = $batch | Get-BatchUser
        SegmentRow    = $batch | Get-HypothesisLeaderboard
        SegmentUser   = ($batch | Get-HypothesisLeaderboard).Examples
    }

    $later = Resolve-RunRoot samples/run-roots -Recurse | Select-Object -Skip 3 | Invoke-BatchRun -AggregateOnly -OutputRoot out -BatchId c -ErrorAction SilentlyContinue
    $objects.LeaderboardComparison = Compare-HypothesisLeaderboard $batch.BatchRoot $later.BatchRoot
    $objects.SegmentChange = $objects.LeaderboardComparison.Segments
    $world = Invoke-BatchRun samples/users.txt -CachePath samples/world -Offline -Workers 4 -OutputRoot out -BatchId world
    $objects.ForestLine = $world | Get-SegmentEvidence
    $objects.HypothesisSet = New-HypothesisSet $world frozen.json -RehearseAt 2026-02-21
    $objects.Hypothesis = $objects.HypothesisSet.Hypotheses
    $objects.HypothesisTest = Invoke-BatchRun -AggregateOnly -RunRoots samples/later -OutputRoot out -BatchId later | Test-Hypothesis frozen.json
    $objects.HypothesisStep = Get-HypothesisSet frozen.json
    $objects.CacheReport = Clear-PolyToolCache samples/world -Confirm:$false
    $nobody = 'http://127.0.0.1:9'
    $objects.ApiRouteTest = Test-PolymarketApi -GammaApiBase $nobody -DataApiBase $nobody -ClobApiBase $nobody
}

AfterAll { Pop-Location }

Describe '<_> objects' -ForEach 'RunRoot', 'RunRootTest', 'RunRootDefect', 'BatchRun', 'UserResult', 'SegmentRow', 'SegmentUser',
    'HypothesisSet', 'Hypothesis', 'HypothesisTest', 'HypothesisStep', 'LeaderboardComparison', 'SegmentChange', 'ForestLine', 'CacheReport', 'ApiRouteTest' {
    BeforeAll {
        $items = @($objects[$_])
        $names = $items[0].PSObject.Properties.Name
    }

    It 'are of that type' {
        $items.Count | Should -BeGreaterThan 0
        $items[0].GetType().Name | Should -Be $_
    }

    It 'survive ConvertTo-Json with every property' {
        $json = $items | ConvertTo-Json -Depth 6 -WarningAction Stop
        $read = @($json | ConvertFrom-Json -AsHashtable)
        $read.Count | Should -Be $items.Count
        $read[0].Keys | Sort-Object | Should -Be ($names | Sort-Object)
    }

    It 'survive Export-Csv with every property, and read back as the same texts' {
        $items | Export-Csv "$_.csv"
        $read = @(Import-Csv "$_.csv")
        $read.Count | Should -Be $items.Count
        $read[0].PSObject.Properties.Name | Should -Be $names
        foreach ($name in $names) {
            $value = $items[0].$name
            if ($value -is [string] -or $value -is [int] -or $value -is [bool]) { $read[0].$name | Should -Be "$value" }
        }
    }

    It 'are shown by a view of ours at 80 and 120 columns' {
        foreach ($width in 80, 120) {
            foreach ($show in 'Format-Table', 'Format-List') {
                $lines = ($items | & $show | Out-String -Width $width) -replace "`e\[[0-9;]*m" -split "`n"
                ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $width
                ($lines -join '') | Should -Not -Match 'PolyTool\.Core|System\.'
            }
        }
    }
}

Describe 'The module at home' {
    It 'imports with at most 150 ms of processor time more than an empty module' {
        New-Item -ItemType File empty.psm1 | Out-Null
        function Measure-Import([string] $Path) {
            $times = 1..5 | ForEach-Object {
                [double] (Invoke-Pwsh -Command "`$w = [Diagnostics.Process]::GetCurrentProcess(); `$before = `$w.TotalProcessorTime; Import-Module '$Path'; `$w.Refresh(); (`$w.TotalProcessorTime - `$before).TotalMilliseconds")
            }
            ($times | Measure-Object -Minimum).Minimum
        }
        $empty = Measure-Import "$pwd/empty.psm1"
        $ours = Measure-Import (Get-Module PolyTool).Path.Replace('PolyTool.PowerShell.dll', 'PolyTool.psd1')
        Write-Host "    Import-Module: empty $([int] $empty) ms, PolyTool $([int] $ours) ms"
        $ours - $empty | Should -BeLessThan 150
    }

    It 'offers only cmdlets, no aliases, functions or variables' {
        $module = Get-Module PolyTool
        $module.ExportedFunctions.Count + $module.ExportedAliases.Count + $module.ExportedVariables.Count | Should -Be 0
    }

    It 'passes -Verbose, -Debug and -InformationAction on' {
        $records = Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot out -BatchId verbose -Verbose -ErrorAction SilentlyContinue 4>&1
        @($records | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Count | Should -BeGreaterOrEqual 12
        @(Test-RunRoot samples/run-roots/zoe_draws -Debug 5>&1).Count | Should -Be 2
    }

    It 'is removed and imported again' {
        $manifest = (Get-Module PolyTool).Path.Replace('PolyTool.PowerShell.dll', 'PolyTool.psd1')
        Remove-Module PolyTool
        Get-Command Get-BatchRun -ErrorAction Ignore | Should -BeNullOrEmpty
        Import-Module $manifest
        (Get-BatchRun out -BatchId b).UsersAttempted | Should -Be 12
    }
}
