BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Test-PolymarketApi' {
    # Port 9 of this machine: nobody answers there, and nothing leaves the machine.
    It 'says of every route that nobody answers' {
        $address = 'http://127.0.0.1:9'
        $tests = Test-PolymarketApi -GammaApiBase $address -DataApiBase $address -ClobApiBase $address
        $tests.Count | Should -Be 11
        $tests[0].Status | Should -Be 'Failed'
        $tests[0].Error | Should -Match 'connection failed'
    }

    It 'says no with -Quiet' {
        $address = 'http://127.0.0.1:9'
        Test-PolymarketApi -Quiet -GammaApiBase $address -DataApiBase $address -ClobApiBase $address | Should -BeFalse
    }

    It 'refuses what is no address' {
        { Test-PolymarketApi -GammaApiBase 'gamma' } | Should -Throw -ErrorId 'ApiAddressInvalid*'
    }
}
