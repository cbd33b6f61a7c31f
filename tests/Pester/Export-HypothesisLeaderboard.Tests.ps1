BeforeAll {
    $manifest = Get-ChildItem "$PSScriptRoot/../../output/PolyTool/*/PolyTool.psd1" | Sort-Object FullName | Select-Object -Last 1
    Import-Module $manifest -Force
}

Describe 'Export-HypothesisLeaderboard' {
    BeforeAll {
        $batch = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'tests/golden/batch01/out'
    }

    It 'writes <_>' -ForEach 'html', 'csv', 'md', 'json', 'parquet' {
        $file = Export-HypothesisLeaderboard $batch (Join-Path $TestDrive "board.$_") -PassThru
        $file.Length | Should -BeGreaterThan 100
    }

    It 'writes CSV that Import-Csv reads' {
        $path = Join-Path $TestDrive 'import.csv'
        Export-HypothesisLeaderboard $batch $path
        $rows = Import-Csv $path
        $rows.segment_key | Should -Contain 'league:nba'
        [double]($rows | Where-Object segment_key -EQ 'league:nba').notional_weighted_avg_clv_pct | Should -Be 0.25
    }

    It 'writes JSON that ConvertFrom-Json reads' {
        $path = Join-Path $TestDrive 'convert.json'
        Get-HypothesisLeaderboard $batch | Select-Object -First 2 | Export-HypothesisLeaderboard $path
        (Get-Content $path -Raw | ConvertFrom-Json).segments | Should -HaveCount 2
    }

    It 'leaves a file that is there, unless forced' {
        $path = Join-Path $TestDrive 'there.csv'
        Set-Content $path 'precious'
        { Export-HypothesisLeaderboard $batch $path -ErrorAction Stop } | Should -Throw -ErrorId 'ExportFileExists,*'
        Get-Content $path | Should -Be 'precious'
        Export-HypothesisLeaderboard $batch $path -Force
        Get-Content $path -First 1 | Should -BeLike 'batch_id,*'
    }

    It 'writes nothing with -WhatIf' {
        $path = Join-Path $TestDrive 'whatif.html'
        Export-HypothesisLeaderboard $batch $path -WhatIf
        $path | Should -Not -Exist
    }
}
