BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Test-PolymarketApi' {
    # Port 9 of this machine: nobody answers there, and nothing leaves the machine.
    It 'says of every route that nobody answers' {
        $address = 'http://127.0.0.1:9'
        $tests = Test-PolymarketApi -GammaApiBase $address -DataApiBase $address -ClobApiBase $address
        $tests.Count | Should -BeGreaterThan 11
        $tests[0].Status | Should -Be 'Failed'
        $tests[0].Error | Should -Match 'connection failed'
    }

    It 'saves why there is no answer, and nothing with -WhatIf' {
        $address = 'http://127.0.0.1:9'
        $folder = Join-Path $TestDrive 'answers'
        $tests = Test-PolymarketApi -SaveTo $folder -WhatIf -GammaApiBase $address -DataApiBase $address -ClobApiBase $address
        $folder | Should -Not -Exist
        $tests = Test-PolymarketApi -SaveTo $folder -GammaApiBase $address -DataApiBase $address -ClobApiBase $address
        @(Get-ChildItem $folder -Filter *.json).Count | Should -Be $tests.Count
        (Get-Content $tests[0].SavedTo | ConvertFrom-Json).error | Should -Match 'connection failed|has answered nobody'
    }

    It 'says no with -Quiet' {
        $address = 'http://127.0.0.1:9'
        Test-PolymarketApi -Quiet -GammaApiBase $address -DataApiBase $address -ClobApiBase $address | Should -BeFalse
    }

    It 'refuses what is no address' {
        { Test-PolymarketApi -GammaApiBase 'gamma' } | Should -Throw -ErrorId 'ApiAddressInvalid*'
    }
}
