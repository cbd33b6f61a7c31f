BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Get-HypothesisLeaderboard' {
    BeforeAll {
        Push-Location (New-SampleFolder)
        $batch = Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot out -BatchId b -ErrorAction SilentlyContinue
        $rows = $batch | Get-HypothesisLeaderboard -RankBy NotionalClv
    }
    AfterAll { Pop-Location }

    It 'ranks best first' {
        $ranked = $rows | Where-Object Rank
        # An array has a Rank of its own, so the rows must be asked one by one.
        "$($ranked | ForEach-Object Rank)" | Should -Be "$(1..$ranked.Count)"
        "$($ranked.NotionalClv)" | Should -Be "$($ranked.NotionalClv | Sort-Object -Descending)"
    }

    It 'holds what the file holds' {
        $file = Get-Content $batch.LeaderboardPath -Raw | ConvertFrom-Json
        $rows.Count | Should -Be $file.segments.Count
        foreach ($segment in $file.segments) {
            $row = $rows | Where-Object Segment -eq $segment.segment_key
            $row.Positions | Should -Be $segment.total_count
            $row.NotionalWeight | Should -Be $segment.total_notional_weight_used
            $row.Users | Should -Be $segment.users_with_segment
            $row.NotionalClv | Should -Be $segment.scores.notional_weighted_avg_clv_pct.value
        }
    }

    It 'filters by dimension, segment and number of users' {
        (Get-HypothesisLeaderboard out -Dimension league).Dimension | Select-Object -Unique | Should -Be 'league'
        (Get-HypothesisLeaderboard out -Segment 'league:n*').Segment | ForEach-Object { $_ | Should -BeLike 'league:n*' }
        (Get-HypothesisLeaderboard out -MinUsers 3 | Measure-Object Users -Minimum).Minimum | Should -BeGreaterOrEqual 3
        @(Get-HypothesisLeaderboard out -Top 4).Count | Should -Be 4
    }

    It 'completes segments and dimensions' {
        (Complete 'Get-HypothesisLeaderboard out -Dimension lea').CompletionText | Should -Be 'league'
        (Complete 'Get-HypothesisLeaderboard out -Segment league:').CompletionText | Should -Contain 'league:nba'
    }

    It 'ends early with Select-Object -First' {
        @(Get-HypothesisLeaderboard out | Select-Object -First 2).Count | Should -Be 2
    }

    It 'refuses another file' {
        Get-ErrorId { Get-HypothesisLeaderboard $batch.ManifestPath } | Should -Be 'NotALeaderboard'
    }
}
