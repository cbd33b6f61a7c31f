BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Update-SegmentTable' {
    BeforeEach { Push-Location (New-SampleFolder) }
    AfterEach { Pop-Location }

    It 'only says what it would do with -WhatIf' {
        Update-SegmentTable -CachePath cache -WhatIf | Should -BeNullOrEmpty
        'cache' | Should -Not -Exist
    }

    # Port 9 of this machine: nobody answers there, and nothing leaves the machine.
    It 'leaves everything as it was where nobody answers' {
        { Update-SegmentTable -CachePath cache -GammaApiBase http://127.0.0.1:9 } | Should -Throw -ErrorId 'ApiUnreachable*'
        'cache' | Should -Not -Exist
    }
}
