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

    It 'tells two kinds of line of one segment apart' {
        $later = Invoke-BatchRun -AggregateOnly -RunRoots samples/later -OutputRoot kinds -BatchId later
        $segments = (Compare-HypothesisLeaderboard $later $later).Segments | Where-Object Segment -EQ category:Crypto
        $segments.Variant | Sort-Object | Should -Be 'markout_24h', 'pre_event'
        "$($segments | Sort-Object Variant)" | Should -Be 'category:Crypto (markout_24h): Same category:Crypto: Same'
        $segments | Out-String -Width 80 | Should -Match 'category:C.*\(24 h\) Same'
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
