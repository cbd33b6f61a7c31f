BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Clear-PolyToolCache' {
    BeforeEach { Push-Location (New-SampleFolder -World) }
    AfterEach { Pop-Location }

    It 'removes all answers and nothing else' {
        Set-Content samples/world/notes.txt 'mine'
        $report = Clear-PolyToolCache samples/world -Confirm:$false
        $report.RemovedFiles | Should -BeGreaterThan 100
        $report.RemainingFiles | Should -Be 0
        'samples/world/notes.txt' | Should -Exist
    }

    It 'only says what it would do with -WhatIf' {
        Clear-PolyToolCache samples/world -WhatIf | Should -BeNullOrEmpty
        @(Get-ChildItem samples/world -Recurse -Filter *.answer).Count | Should -BeGreaterThan 100
    }

    It 'takes a cache that is not there for an empty one' {
        (Clear-PolyToolCache nowhere -Confirm:$false).RemovedFiles | Should -Be 0
    }
}
