BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Compare-HypothesisLeaderboard' {
    BeforeEach {
        Push-Location (New-SampleFolder)
        Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot out -BatchId first -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
    }
    AfterEach { Pop-Location }

    It 'finds no change against itself' {
        $comparison = Compare-HypothesisLeaderboard out out
        $comparison.Segments.Change | Sort-Object -Unique | Should -Be 'Same'
        $comparison.UsersAdded | Should -BeNullOrEmpty
    }

    It 'names users that are gone' {
        Resolve-RunRoot samples/run-roots -Recurse | Select-Object -First 3 | Invoke-BatchRun -AggregateOnly -OutputRoot few -BatchId few -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        (Compare-HypothesisLeaderboard out few).UsersRemoved.Count | Should -BeGreaterThan 0
    }

    It 'says what is no leaderboard' {
        { Compare-HypothesisLeaderboard out samples -ErrorAction Stop } | Should -Throw -ErrorId 'NotALeaderboard*'
    }

    It 'blames the batch that is damaged, whichever it is, and not the other' -ForEach @{ File = 'hypothesis_leaderboard.json' }, @{ File = 'per_user_results.json' } {
        Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot out -BatchId second -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        foreach ($damaged in 'first', 'second') {
            $path = Get-Item "out/*/$damaged/$File"
            $right = [IO.File]::ReadAllBytes($path)
            '[[1]]' | Set-Content $path
            $e = { Compare-HypothesisLeaderboard first second -OutputRoot out -ErrorAction Stop } | Should -Throw -PassThru
            "$($e.TargetObject) $e" | Should -BeLike "*$damaged*"
            "$($e.TargetObject) $e" | Should -Not -BeLike "*$(@('first', 'second') -ne $damaged)*"
            [IO.File]::WriteAllBytes($path, $right)
        }
    }
}
