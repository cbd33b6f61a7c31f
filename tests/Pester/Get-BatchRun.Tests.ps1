BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Get-BatchRun' {
    BeforeEach {
        Push-Location (New-SampleFolder)
        'b', 'a' | ForEach-Object {
            $null = Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot out -BatchId $_ -ErrorAction SilentlyContinue
        }
    }
    AfterEach { Pop-Location }

    It 'lists the batches of an output root' {
        $runs = Get-BatchRun out
        $runs.BatchId | Sort-Object | Should -Be 'a', 'b'
        $runs[0].Status | Should -Be 'Complete'
        $runs[0].UsersAttempted | Should -Be 12
        $runs[0].UsersFailed | Should -Be 2
        $runs[0].SizeBytes | Should -Be (Get-ChildItem $runs[0].BatchRoot -File -Recurse | Measure-Object Length -Sum).Sum
    }

    It 'says the same as Invoke-BatchRun said' {
        $new = Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot out -BatchId c -ErrorAction SilentlyContinue
        Get-BatchRun out -BatchId c | ConvertTo-Json | Should -Be ($new | ConvertTo-Json)
    }

    It 'finds a batch by wildcard, folder and property' {
        (Get-BatchRun out -BatchId [a]*).BatchId | Should -Be 'a'
        (Get-ChildItem out | Get-BatchRun).Count | Should -Be 2
        (Get-Item (Get-BatchRun out -BatchId b).BatchRoot | Get-BatchRun).BatchId | Should -Be 'b'
    }

    It 'pipes into what reads a batch' {
        @(Get-BatchRun out -BatchId a | Get-BatchUser).Count | Should -Be 12
        @(Get-BatchRun out | Get-HypothesisLeaderboard -Top 1).Count | Should -Be 2
    }

    It 'tells an interrupted batch' {
        1..3 | ForEach-Object { "u$_" } | Set-Content users.txt
        { Invoke-BatchRun users.txt -OutputRoot out -BatchId cut -StopOnError -ScanScript { throw 'no' } } | Should -Throw
        $cut = Get-BatchRun out -Status Interrupted
        $cut.BatchId | Should -Be 'cut'
        $cut.UsersAttempted | Should -Be 3
        $cut.UsersSucceeded | Should -Be 0
    }

    It 'ends early with Select-Object -First' {
        @(Get-BatchRun out | Select-Object -First 1).Count | Should -Be 1
    }

    It 'completes ids' {
        (Complete 'Get-BatchRun out -BatchId ').CompletionText | Should -Be 'a', 'b'
    }

    It 'names an output root that is not there' {
        Get-ErrorId { Get-BatchRun nowhere } | Should -Be 'OutputRootNotFound'
    }
}
