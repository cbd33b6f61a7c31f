BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Test-RunRoot' {
    BeforeEach { Push-Location (New-SampleFolder) }
    AfterEach { Pop-Location }

    It 'judges as a batch does' {
        $tests = Resolve-RunRoot samples/run-roots -Recurse | Test-RunRoot
        $users = Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot out -ErrorAction SilentlyContinue | Get-BatchUser
        $tests.User | Should -Be $users.User
        $tests.Error | Should -Be $users.Error
        @($tests | Where-Object { -not $_.IsValid }).Count | Should -Be 2
    }

    It 'finds all defects' {
        $root = New-Item -ItemType Directory broken
        '{"user_slug": 1, "candidates": [2]}' | Set-Content $root/hypothesis_candidates.json
        $test = Test-RunRoot broken
        $test.Defects.JsonPath | Should -Be '$.user_slug', '$.candidates[0]', ''
        $test.Defects.File | Select-Object -Unique | Should -Be 'hypothesis_candidates.json', 'coverage_reconciliation_report.json'
    }

    It 'says yes or no' {
        Test-RunRoot samples/run-roots/steady_eddie/*/*/* -Quiet | Should -BeTrue
        Test-RunRoot samples -Quiet | Should -BeFalse
    }

    It 'takes files of the file system from the pipeline' {
        @(Get-ChildItem samples/run-roots -Recurse -Filter hypothesis_candidates.json | ForEach-Object Directory | Test-RunRoot).Count | Should -Be 12
        (Test-RunRoot samples/run-roots/s*/*/*/*).Path.Count | Should -Be 2
    }

    It 'pipes on as a run root' {
        $run = Resolve-RunRoot samples/run-roots -Recurse | Test-RunRoot | Where-Object IsValid | Invoke-BatchRun -AggregateOnly -OutputRoot out
        $run.UsersFailed | Should -Be 0
        $run.UsersSucceeded | Should -Be 10
    }

    It 'ends early with Select-Object -First' {
        @(Resolve-RunRoot samples/run-roots -Recurse | Test-RunRoot | Select-Object -First 1).Count | Should -Be 1
    }

    It 'names what is not there' {
        Get-ErrorId { Test-RunRoot nowhere } | Should -Be 'RunRootNotFound'
    }
}
