# What Tab offers where the engine completes paths itself, which the hosted engine without Management cmdlets cannot.

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Push-Location (New-SampleFolder -World)
    Copy-Item samples/users.txt .
    $null = Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -BatchId first -ErrorAction SilentlyContinue
    # In a scope that completion sees.
    $global:batch = Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot elsewhere -BatchId other -ErrorAction SilentlyContinue
    $root = "artifacts/research/batch_runs/$((Get-BatchRun).CreatedAt.ToString('yyyy-MM-dd'))/first"
}

AfterAll {
    Remove-Variable batch -Scope Global
    Pop-Location
}

Describe 'Tab after "<Line>"' -ForEach @(
    @{ Line = 'Get-BatchRun -BatchId '; Offers = 'first' }
    @{ Line = 'Invoke-BatchRun -Resume -BatchId f'; Offers = 'first' }
    @{ Line = 'Get-BatchUser fir'; Offers = '*/first' }
    @{ Line = 'Compare-HypothesisLeaderboard fir'; Offers = '*/first' }
    @{ Line = 'New-HypothesisSet fir'; Offers = '*/first' }
    @{ Line = 'Export-HypothesisLeaderboard fir'; Offers = '*/first' }
    @{ Line = 'Get-HypothesisLeaderboard ./sam'; Offers = './samples' }
    @{ Line = 'Get-HypothesisLeaderboard -Dimension lea'; Offers = 'league' }
    @{ Line = 'Get-HypothesisLeaderboard -Segment league:n'; Offers = 'league:nba' }
    @{ Line = 'Get-SegmentEvidence artifacts/research/batch_runs -Segment sport:t'; Offers = 'sport:tennis' }
    @{ Line = '$batch | Get-HypothesisLeaderboard -Segment league:n'; Offers = 'league:nba' }
    @{ Line = 'Get-HypothesisLeaderboard $batch -Segment league:n'; Offers = 'league:nba' }
    @{ Line = "'elsewhere' | Get-HypothesisLeaderboard -Dimension lea"; Offers = 'league' }
    @{ Line = 'Get-HypothesisLeaderboard -OutputRoot elsewhere -Segment league:n'; Offers = 'league:nba' }
    @{ Line = 'Get-HypothesisLeaderboard other -OutputRoot elsewhere -Segment league:n'; Offers = 'league:nba' }
    @{ Line = 'Get-BatchUser -OutputRoot elsewhere oth'; Offers = '*/other' }
    @{ Line = 'Get-HypothesisLeaderboard -Verdict Sup'; Offers = 'Supported' }
    @{ Line = 'Invoke-BatchRun -User amber'; Offers = 'amber-badger' }
    @{ Line = 'Invoke-UserScan amber'; Offers = 'amber-badger' }
    @{ Line = 'Invoke-UserScan amber-badger -CachePath samples/'; Offers = 'samples/world' }
    @{ Line = 'Invoke-BatchRun -CachePath ./sam'; Offers = './samples' }
    @{ Line = 'Clear-PolyToolCache samples/wo'; Offers = 'samples/world' }
) {
    It 'offers <Offers> within 50 ms, and writes nothing' {
        $Error.Clear()
        $null = Complete $Line
        $times = 1..5 | ForEach-Object { (Measure-Command { $script:offered = Complete $Line }).TotalMilliseconds }
        @($offered.CompletionText -like $Offers).Count | Should -BeGreaterThan 0 -Because "it offers $($offered.CompletionText)"
        ($times | Measure-Object -Minimum).Minimum | Should -BeLessThan 50
        $Error | Should -BeNullOrEmpty
    }
}

Describe 'Tab on a cache folder' {
    It 'puts caches before other folders, and offers no files' {
        (Complete 'Clear-PolyToolCache samples/').ListItemText | Should -Be 'world', 'dossiers', 'later', 'ops', 'run-roots'
    }
}
