BeforeAll {
    . $PSScriptRoot/Common.ps1
    Push-Location (New-SampleFolder)
    $later = Invoke-BatchRun -AggregateOnly -RunRoots samples/later -OutputRoot out -BatchId later
    $null = New-HypothesisSet $later set.json -Segment league:n*
    $null = New-HypothesisSet $later next.json -Verdict Supported -After set.json
}

AfterAll { Pop-Location }

Describe 'Get-HypothesisSet' {
    It 'shows a chain, the oldest set first' {
        $steps = Get-HypothesisSet next.json
        $steps.File | Select-Object -Unique | Should -Be 'set.json', 'next.json'
        $steps.Step | Select-Object -Unique | Should -Be 'Proposed'
    }

    It 'shows each set once, and passes over looks' {
        (Get-HypothesisSet *.json).Count | Should -Be (Get-HypothesisSet next.json).Count
    }

    It 'sets one aside with its reason' {
        $step = (Get-HypothesisSet set.json -Park league:nhl -Reason 'no idea')[-1]
        $step.Step, $step.Segment, $step.Reason | Should -Be 'Parked', 'league:nhl', 'no idea'
        (Get-HypothesisSet *.json).Step | Should -Contain 'Parked'
    }

    It 'does not set aside without a reason' {
        { Get-HypothesisSet set.json -Park league:nfl } | Should -Throw -ErrorId 'ParkNeedsReason*'
    }
}
