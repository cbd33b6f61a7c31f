BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Invoke-UserScan -Dossier' {
    BeforeEach { Push-Location (New-SampleFolder) }
    AfterEach { Pop-Location }

    It 'makes a run root that is valid' {
        $root = Invoke-UserScan -Dossier samples/dossiers/dossier.json
        $root.UserSlug | Should -Be 'sample_trader'
        $root | Test-RunRoot -Quiet | Should -BeTrue
    }

    It 'takes files from the pipeline' {
        Get-ChildItem samples/dossiers/dossier.json | Invoke-UserScan | Should -HaveCount 1
    }

    It 'uses the same run root a second time' {
        $first = Invoke-UserScan -Dossier samples/dossiers/dossier.json
        $second = Invoke-UserScan -Dossier samples/dossiers/dossier.json
        $second.FullPath | Should -Be $first.FullPath
    }

    It 'classifies as the original where asked' {
        $root = Invoke-UserScan -Dossier samples/dossiers/dossier.json -SegmentTable original
        $segments = Get-Content "$($root.FullPath)/segment_analysis.json" -Raw | ConvertFrom-Json
        # The original takes TotalEnergies for a total.
        $segments.segment_analysis.by_market_type.total.count | Should -Be 5
    }

    It 'says what is wrong with a bad dossier' {
        Set-Content bad.json 'not json'
        Get-ErrorId { Invoke-UserScan -Dossier bad.json } | Should -Be 'DossierNotJson'
        Get-ErrorId { Invoke-UserScan -Dossier none.json } | Should -Be 'DossierNotFound'
    }

    It 'completes the names of the segment tables' {
        (Complete 'Invoke-UserScan -SegmentTable o').CompletionText | Should -Contain 'original'
    }
}

Describe 'Invoke-UserScan -User' {
    BeforeEach { Push-Location (New-SampleFolder -World) }
    AfterEach { Pop-Location }

    It 'scans users of the sample world without a network' {
        $roots = 'amber-badger', 'brisk-ibis' | Invoke-UserScan -CachePath samples/world -Offline
        $roots.UserSlug | Should -Be 'amber-badger', 'brisk-ibis'
        $roots | Test-RunRoot -Quiet | Should -Be $true, $true
    }

    It 'says what the cache does not hold' {
        Get-ErrorId { Invoke-UserScan nobody -CachePath samples/world -Offline } | Should -Be 'AnswerNotInCache'
    }
}
