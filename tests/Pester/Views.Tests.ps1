# What stands on the screen: tables at several widths, two types in one script, and the first minute of a new user.

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Push-Location (New-SampleFolder -World)
    $env:NO_COLOR = '1'
    $env:SOURCE_DATE_EPOCH = 1771610400
    $batch = Invoke-BatchRun samples/users.txt -CachePath samples/world -Offline -Workers 4 -OutputRoot out -BatchId first
    $env:SOURCE_DATE_EPOCH = 1774000000
    $later = Invoke-BatchRun -User (Get-Content samples/users.txt | Select-Object -Last 15) -CachePath samples/world -Offline -Workers 4 -OutputRoot out -BatchId second
    Remove-Item env:SOURCE_DATE_EPOCH
    $shown = @{
        'rows of a board'     = $batch | Get-HypothesisLeaderboard
        'a forest'            = $batch | Get-SegmentEvidence -Segment league:nba
        'a comparison'        = (Compare-HypothesisLeaderboard $batch $later).Segments
        'users'               = $batch | Get-BatchUser
        'batches'             = Get-BatchRun out
    }

    function Get-Screen($Object, [int] $Width) { ($Object | Out-String -Width $Width) -replace "`e\[[0-9;]*m" -split "`r?`n" | Where-Object { $_ } }

    # A script in a pwsh of its own, as it is printed where no terminal is.
    function Get-Transcript([string] $Script) {
        Set-Content transcript.ps1 "Import-Module '$($manifest.FullName)'`n$Script"
        @(& $pwsh.Name @($pwsh.Arguments) -NoProfile -NonInteractive -File transcript.ps1 2>&1 | ForEach-Object { "$_" -split "`r?`n" } | ForEach-Object { $_ -replace "`e\[[0-9;]*m" })
    }
}

AfterAll {
    Remove-Item env:NO_COLOR -ErrorAction Ignore
    Pop-Location
}

Describe '<Name> at <Width> columns' -ForEach $(foreach ($name in 'rows of a board', 'a forest', 'a comparison', 'users', 'batches') { foreach ($width in 80, 100, 120) { @{ Name = $name; Width = $width } } }) {
    It 'fit' {
        $lines = Get-Screen $shown[$Name] $Width
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $Width
        $lines.Count | Should -BeGreaterThan 2
    }

    It 'cut and drop no interval' {
        if ($Name -in 'users', 'batches') { return }
        $lines = Get-Screen $shown[$Name] $Width
        $lines[0] | Should -Match '95 %'
        # A cut cell ends in an ellipsis; only names and words may be cut.
        $lines[2..$lines.Count] -match '\.\. [-+0-9.]*…|\.\.…|[0-9]… ' | Should -BeNullOrEmpty
    }
}

Describe 'Two types in one script' {
    It 'show the dozen properties that matter of what comes second' {
        $lines = Get-Transcript "`$batch = Get-BatchRun out -BatchId first; `$batch; `$batch | Get-HypothesisLeaderboard -Top 1; `$batch | Get-BatchUser | Select-Object -First 1"
        $lines -match '^Batch ' | Should -Not -BeNullOrEmpty
        $lines -match '^Verdict +:' | Should -HaveCount 1
        @($lines -match '^[A-Z]\w+ +: ').Count | Should -BeLessOrEqual 22
        $lines -match 'NotionalClvWeight|LeaveOneOut' | Should -BeNullOrEmpty
    }
}

Describe 'A batch that was cut off' {
    It 'says in its list how to go on' {
        Copy-Item $batch.BatchRoot cut -Recurse
        Remove-Item cut/batch_manifest.json
        (Get-BatchRun cut | Format-List | Out-String) | Should -Match 'To go on +: Invoke-BatchRun .*-Resume -BatchId first'
        ($batch | Format-List | Out-String) | Should -Match 'To go on +: -'
    }
}

Describe 'What came through a file' {
    It 'has its times in the tables' {
        $batch | Export-Clixml way.xml -Depth 3
        (Import-Clixml way.xml | Out-String -Width 120) | Should -Match '2026-02-20 18:00'
        (Get-Screen ($batch | ConvertTo-Json | ConvertFrom-Json | ForEach-Object { [PolyTool.PowerShell.Formatting._Format]::Time($_.CreatedAt) }) 80) | Should -Be '2026-02-20 18:00'
    }
}

Describe 'A file that was exported' {
    It 'has the size in the table of files' {
        $file = $batch | Export-HypothesisLeaderboard board.csv -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        ($file | Out-String -Width 120) | Should -Match "\b$($file.Length)\b"
    }
}

Describe 'Users counted' {
    It 'are one user, and two users' {
        [PolyTool.PowerShell.Formatting._Format]::Users(1) | Should -Be '1 user'
        [PolyTool.PowerShell.Formatting._Format]::Users(2) | Should -Be '2 users'
    }
}

Describe 'The first minute of a new user' {
    It 'runs the quick-start, looks around and finds help, in 80 columns and without an error' {
        $lines = Get-Transcript @'
./samples/quickstart.ps1 -OutputRoot quick
Get-BatchRun quick
Get-HypothesisLeaderboard quickstart -OutputRoot quick -Top 2
Get-BatchUser -OutputRoot quick -User amber* | Out-String -Width 80
(Get-Help Invoke-BatchRun).Synopsis
(Get-Command -Module PolyTool).Count
'@
        $lines -match 'Exception|Line \|' | Should -BeNullOrEmpty
        $lines -match 'The segments that evidence ranks highest:' | Should -HaveCount 1
        $lines -match '^BatchId +: quickstart$' | Should -HaveCount 1
        $lines -match '^UsersSucceeded +: 30$' | Should -HaveCount 1
        $lines -match 'amber-badger' | Should -Not -BeNullOrEmpty
        [int]($lines -match '^ *\d+ *$')[-1] | Should -BeGreaterOrEqual 15
        # Paths and reasons may be longer than a line; tables are not.
        ($lines -match '^( *\d+ [a-z]+:|Rank|----)' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }

    It 'shows returns of any size whole in the columns of a board' {
        foreach ($share in -1.0, -0.99951, -0.5, 0.0, 0.12345, 0.99949, 0.99951, 1.329, 99.99, 99.9951, 1e9) {
            $text = [PolyTool.PowerShell.Formatting._Format]::NarrowPercent($share)
            $text.Length | Should -BeLessOrEqual 7 -Because "$share is $text"
            [PolyTool.PowerShell.Formatting._Format]::NarrowInterval(-1.0, $share).Length | Should -BeLessOrEqual 13
        }

        [PolyTool.PowerShell.Formatting._Format]::NarrowPercent(1.329) | Should -BeExactly '+133 %'
        [PolyTool.PowerShell.Formatting._Format]::NarrowPercent(0.612) | Should -BeExactly '+61.2 %'
        [PolyTool.PowerShell.Formatting._Format]::NarrowInterval(-0.242, 1.12) | Should -BeExactly '-24.2 .. 112'
    }
}
