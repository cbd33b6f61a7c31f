BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Join-BatchRun' {
    BeforeAll {
        Push-Location (New-SampleFolder -World)
        $scan = @{ UsersFile = 'samples/users.txt'; BatchId = 'night'; CachePath = 'samples/world'; Offline = $true; ErrorAction = 'Ignore' }
        $env:SOURCE_DATE_EPOCH = '1771610400'
        1..3 | ForEach-Object { Invoke-BatchRun @scan -Shard "$_/3" -OutputRoot out -Resume }
        $one = Invoke-BatchRun @scan -OutputRoot one
    }
    AfterAll {
        Remove-Item Env:SOURCE_DATE_EPOCH
        Pop-Location
    }

    It 'makes of the shards the bytes of one machine' {
        $joined = Get-BatchRun out -BatchId *shard* | Join-BatchRun -OutputRoot joined
        foreach ($name in 'hypothesis_leaderboard.json', 'hypothesis_leaderboard.md', 'per_user_results.json', 'batch_manifest.json', 'segment_evidence.json') {
            $text = (Get-Content -Raw "$($joined.BatchRoot)/$name").Replace('joined/', 'one/')
            $text | Should -BeExactly (Get-Content -Raw "$($one.BatchRoot)/$name")
        }
    }

    It 'shows what is missing, in the list alone' {
        $some = Join-BatchRun night.shard-1-of-3 -OutputRoot out -AllowIncomplete -WarningAction Ignore
        $some | Format-List | Out-String | Should -Match 'Missing shards\s*:\s*2, 3'
        $one | Format-List | Out-String | Should -Not -Match 'Missing shards'
    }

    It 'completes shards' {
        (Complete 'Join-BatchRun -OutputRoot out night.sh').CompletionText | Should -Contain "out/$('{0:yyyy-MM-dd}' -f $one.CreatedAt)/night.shard-1-of-3"
    }

    It 'takes the part of an engine' {
        $env:SLURM_ARRAY_TASK_ID, $env:SLURM_ARRAY_TASK_COUNT = 2, 3
        try { (Invoke-BatchRun @scan -Shard Auto -OutputRoot engine).BatchId | Should -Be 'night.shard-2-of-3' }
        finally { Remove-Item Env:SLURM_ARRAY_TASK_ID, Env:SLURM_ARRAY_TASK_COUNT }
    }
}
