BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Invoke-BatchRun -Reuse' {
    BeforeAll {
        Push-Location (New-SampleFolder)
        function Invoke-Again($Check, $Id) {
            Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -Reuse $Check -OutputRoot out -BatchId $Id -Force -ErrorAction Ignore
        }
    }
    BeforeEach {
        # Long before: a time of just now is not trusted.
        Get-ChildItem samples/run-roots -Recurse -File | ForEach-Object { $_.LastWriteTimeUtc = [datetime] '2026-01-01' }
    }
    AfterAll { Pop-Location }

    It 'reads by <Check> only the run root that was edited' -ForEach @{ Check = 'Content' }, @{ Check = 'Time' } {
        $first = Invoke-Again $Check $Check
        $first.UsersReused | Should -Be 0
        $first | Format-List | Out-String | Should -Not -Match 'Taken over'
        $again = Invoke-Again $Check $Check
        $again.UsersReused | Should -Be $first.UsersAttempted
        $file = Get-ChildItem samples/run-roots -Recurse -Filter coverage_reconciliation_report.json | Select-Object -First 1
        Add-Content $file ' '
        $edited = Invoke-Again $Check $Check
        $edited.UsersReused | Should -Be ($first.UsersAttempted - 1)
        $edited | Format-List | Out-String | Should -Match "Taken over\s*:\s*$($first.UsersAttempted - 1) of $($first.UsersAttempted)"
        $plain = Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot plain -BatchId $Check -ErrorAction Ignore
        $read = { (Get-Content -Raw "$($args[0])/hypothesis_leaderboard.json") -replace '"created_at": "[^"]*"' -replace '"(plain|out)/', '"' }
        & $read $edited.BatchRoot | Should -BeExactly (& $read $plain.BatchRoot)
    }

    It 'completes what it takes' {
        (Complete 'Invoke-BatchRun -AggregateOnly -Reuse ').CompletionText | Should -Be 'Content', 'Time'
    }
}
