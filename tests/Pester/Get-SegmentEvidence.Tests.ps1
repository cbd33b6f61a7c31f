BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Get-SegmentEvidence' {
    BeforeEach {
        Push-Location (New-SampleFolder)
        Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot out -BatchId first -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
    }
    AfterEach { Pop-Location }

    It 'ends every segment with its pool' {
        $lines = Get-SegmentEvidence out
        $lines | Group-Object Segment | ForEach-Object { $_.Group[-1].Kind | Should -Be 'Pooled' }
    }

    It 'filters by segment' {
        Get-SegmentEvidence out -Segment no:such* | Should -BeNullOrEmpty
    }

    It 'says where a batch has no evidence' {
        Resolve-RunRoot samples/run-roots -Recurse | Invoke-BatchRun -AggregateOnly -OutputRoot bare -BatchId b -NoEvidence -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        { Get-SegmentEvidence bare -ErrorAction Stop } | Should -Throw -ErrorId 'EvidenceNotFound*'
    }
}
