BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Test-Hypothesis' {
    BeforeEach {
        Push-Location (New-SampleFolder)
        Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot out -BatchId first -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
    }
    AfterEach { Pop-Location }

    It 'finds no later period' {
        $null = New-HypothesisSet out set.json
        Test-Hypothesis set.json | ForEach-Object { $_.Verdict | Should -Be 'Insufficient' }
    }

    It 'tests on a later batch' {
        $null = New-HypothesisSet out set.json
        Start-Sleep -Milliseconds 1100
        Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot later -BatchId second -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $tests = Get-BatchRun later | Test-Hypothesis set.json
        $tests.Count | Should -BeGreaterThan 0
        $tests[0].Periods.Count | Should -Be 1
    }

    It 'leaves out a period that is not later' {
        $null = New-HypothesisSet out set.json
        { Test-Hypothesis set.json (Get-BatchRun out).BatchRoot -ErrorAction Stop } | Should -Throw -ErrorId 'PeriodNotLater*'
    }

    It 'refuses a set that was changed' {
        $null = New-HypothesisSet out set.json
        (Get-Content set.json -Raw).Replace('league:', 'sport:') | Set-Content set.json -NoNewline
        { Test-Hypothesis set.json } | Should -Throw -ErrorId 'HypothesisSetChanged*'
    }
}
