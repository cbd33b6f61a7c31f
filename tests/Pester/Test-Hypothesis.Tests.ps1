BeforeAll {
    . $PSScriptRoot/Common.ps1
    Push-Location (New-SampleFolder -World)
    $env:SOURCE_DATE_EPOCH = '1771610400'
    $first = Invoke-BatchRun samples/users.txt -Offline -CachePath samples/world -OutputRoot out -BatchId first
    Remove-Item env:SOURCE_DATE_EPOCH
    $later = Invoke-BatchRun -AggregateOnly -RunRoots samples/later -OutputRoot out -BatchId later
    $null = New-HypothesisSet $first set.json -Verdict Supported -RehearseAt 2026-02-21
}

AfterAll { Pop-Location }

Describe 'Test-Hypothesis' {
    It 'confirms in a later period what is true of the world' {
        $tests = $later | Test-Hypothesis set.json
        $tests.Segment | Should -Be 'league:nba', 'sport:basketball'
        $tests.Verdict | Sort-Object -Unique | Should -Be 'Confirmed'
    }

    It 'reads the same look back' {
        $tests = Test-Hypothesis set.json $later
        $tests[0].Look | Should -Be 1
        $tests[0].IsRepeated | Should -BeTrue
    }

    It 'says in 80 columns what could test and what was left out' {
        $text = Test-Hypothesis set.json $later | Out-String -Width 80
        $text | Should -Match 'Look: 1, level 0.025, taken before, a rehearsal: 27 owners'
        $text | Should -Match 'league:nba +Above +Confirmed +\+2\.79 +1\.86 \.\. 3\.72'
    }

    It 'refuses the batch that the hypotheses come from' {
        { Test-Hypothesis set.json $first } | Should -Throw -ErrorId 'DiscoveryBatch*'
    }

    It 'refuses a batch given twice' {
        { Test-Hypothesis set.json $later, $later } | Should -Throw -ErrorId 'BatchTwice*'
    }

    It 'refuses a set that was changed' {
        (Get-Content set.json -Raw).Replace('league:', 'sport:') | Set-Content changed.json -NoNewline
        { Test-Hypothesis changed.json $later } | Should -Throw -ErrorId 'HypothesisSetChanged*'
    }
}
