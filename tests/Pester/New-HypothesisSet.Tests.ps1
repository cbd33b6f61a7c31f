BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'New-HypothesisSet' {
    BeforeEach {
        Push-Location (New-SampleFolder)
        Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot out -BatchId first -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
    }
    AfterEach { Pop-Location }

    It 'freezes with a hash of the content' {
        (New-HypothesisSet out set.json).ContentHash | Should -Match '^[0-9a-f]{64}$'
        'set.json' | Should -Exist
    }

    It 'does not write over a set' {
        $null = New-HypothesisSet out set.json
        { New-HypothesisSet out set.json -ErrorAction Stop } | Should -Throw -ErrorId 'HypothesisSetExists*'
        { New-HypothesisSet out set.json -Force -ErrorAction Stop } | Should -Not -Throw
    }

    It 'writes nothing with -WhatIf' {
        New-HypothesisSet out set.json -WhatIf
        'set.json' | Should -Not -Exist
    }
}
