BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Get-BatchUser' {
    BeforeAll {
        Push-Location (New-SampleFolder)
        $batch = Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot out -BatchId b -ErrorAction SilentlyContinue
    }
    AfterAll { Pop-Location }

    It 'lists the users in the batch''s order' {
        $users = $batch | Get-BatchUser
        $users.User | Should -Be (Resolve-RunRoot samples/run-roots -Recurse | Test-RunRoot).User
        $users.Count | Should -Be $batch.UsersAttempted
    }

    It 'takes a batch root, an output root or a file' {
        @(Get-BatchUser out).Count | Should -Be 12
        @(Get-BatchUser $batch.BatchRoot).Count | Should -Be 12
        @(Get-BatchUser $batch.PerUserResultsPath).Count | Should -Be 12
    }

    It 'selects by status' {
        @(Get-BatchUser out -Status Failure).Count | Should -Be $batch.UsersFailed
        Get-BatchUser out -Status Failure | ForEach-Object { $_.Error | Should -Not -BeNullOrEmpty }
        (Get-BatchUser out -Status Success).Succeeded | Should -Not -Contain $false
    }

    It 'sorts and measures as objects do' {
        $top = Get-BatchUser out -Status Success | Sort-Object NotionalWeightTotal -Descending | Select-Object -First 1
        $top.NotionalWeightTotal | Should -Be (Get-BatchUser out | Measure-Object NotionalWeightTotal -Maximum).Maximum
    }

    It 'ends early with Select-Object -First' {
        @(Get-BatchUser out | Select-Object -First 1).Count | Should -Be 1
    }

    It 'completes batch roots and other paths' {
        Copy-Item out artifacts/research/batch_runs -Recurse -Force
        (Complete 'Get-BatchUser out/').CompletionText | Should -Not -BeNullOrEmpty
    }

    It 'refuses another file' {
        Get-ErrorId { Get-BatchUser samples/quickstart.ps1 } | Should -Be 'NotALeaderboard'
        Get-ErrorId { Get-BatchUser nowhere } | Should -Be 'PathNotFound'
    }
}
