BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'New-HypothesisSet' {
    BeforeEach {
        Push-Location (New-SampleFolder)
        $batch = Invoke-BatchRun -AggregateOnly -RunRoots samples/later -OutputRoot out -BatchId first
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

    It 'freezes just the rows of a verdict' {
        (New-HypothesisSet out set.json -Verdict Supported).Hypotheses.Segment | Should -Be ($batch | Get-HypothesisLeaderboard -Verdict Supported).Segment
    }

    It 'marks a rehearsal, and nothing else sets the time' {
        (New-HypothesisSet out a.json -RehearseAt 2026-06-01).IsRehearsal | Should -BeTrue
        $env:SOURCE_DATE_EPOCH = '1577836800'
        try { $set = New-HypothesisSet out b.json } finally { Remove-Item env:SOURCE_DATE_EPOCH }
        $set.IsRehearsal | Should -BeFalse
        [datetimeoffset] $set.FrozenAt | Should -BeGreaterThan ([datetimeoffset]::UtcNow.AddHours(-1))
    }

    It 'writes nothing with -WhatIf' {
        New-HypothesisSet out set.json -WhatIf
        'set.json' | Should -Not -Exist
    }
}
