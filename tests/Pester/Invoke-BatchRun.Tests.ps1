BeforeAll {
    $manifest = Get-ChildItem "$PSScriptRoot/../../output/PolyTool/*/PolyTool.psd1" | Sort-Object FullName | Select-Object -Last 1
    Import-Module $manifest -Force

    function New-RunRoot([string] $Path, [string] $User) {
        $null = New-Item -ItemType Directory -Path $Path -Force
        '{"clv_coverage": {"coverage_rate": 0.5}}' | Set-Content "$Path/coverage_reconciliation_report.json"
        '{"user_slug": "' + $User + '", "candidates": [{"segment_key": "league:nba", "rank": 1}]}' | Set-Content "$Path/hypothesis_candidates.json"
    }
}

Describe 'Invoke-BatchRun' {
    BeforeEach {
        $work = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))
        Push-Location $work
        1..6 | ForEach-Object { New-RunRoot "roots/u$_" "u$_" }
        1..6 | ForEach-Object { "u$_" } | Set-Content users.txt
    }

    AfterEach {
        Pop-Location
    }

    It 'aggregates the run roots of a folder (AggregateOnly_DirectoryInput)' {
        $run = Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out
        $run.UsersSucceeded | Should -Be 6
        $run.ManifestPath | Should -Exist
    }

    It 'aggregates the run roots of a list file (AggregateOnly_FileInput)' {
        'roots/u2', '# no', 'roots/u1' | Set-Content list.txt
        $run = Invoke-BatchRun -AggregateOnly -RunRoots list.txt -OutputRoot out
        (Get-BatchUser $run.BatchRoot).User | Should -Be 'u2', 'u1'
    }

    It 'aggregates run roots from the pipeline (AggregateOnly_FromRunRoots)' {
        $rows = Resolve-RunRoot roots -Recurse -Latest | Invoke-BatchRun -AggregateOnly -OutputRoot out | Get-HypothesisLeaderboard -Top 5
        $rows.Segment | Should -Be 'league:nba'
    }

    It 'scans users in order, many at a time' {
        $run = Invoke-BatchRun users.txt -Workers 4 -OutputRoot out -ScanScript {
            param($User)
            Start-Sleep -Milliseconds (70 - 10 * [int]$User.Substring(1))
            "roots/$User"
        }
        (Get-BatchUser $run.BatchRoot).User | Should -Be 'u1', 'u2', 'u3', 'u4', 'u5', 'u6'
    }

    It 'takes users from a table' {
        'Wallet,Note', 'u3,x', 'u4,y' | Set-Content users.csv
        (Import-Csv users.csv | Invoke-BatchRun -OutputRoot out -ScanScript { param($User) "roots/$User" }).UsersSucceeded | Should -Be 2
    }

    It 'passes warnings on in the user''s turn' {
        $null = Invoke-BatchRun users.txt -Workers 6 -OutputRoot out -WarningVariable warnings -WarningAction SilentlyContinue -ScanScript {
            param($User)
            Write-Warning "about $User"
            "roots/$User"
        }
        "$warnings" | Should -Be 'about u1 about u2 about u3 about u4 about u5 about u6'
    }

    It 'makes a failed user a row and an error' {
        $run = Invoke-BatchRun users.txt -OutputRoot out -ErrorVariable failed -ErrorAction SilentlyContinue -ScanScript {
            param($User)
            if ($User -eq 'u2') { throw 'boom' }
            "roots/$User"
        }
        $run.UsersFailed | Should -Be 1
        $failed[-1].FullyQualifiedErrorId | Should -Be 'UserFailed,PolyTool.PowerShell.Commands.InvokeBatchRunCommand'
        $failed[-1].TargetObject.User | Should -Be 'u2'
    }

    It 'stops at the first failure and goes on where it stopped' {
        $bad = 'u4'
        $script = { param($User) if ($User -eq $using:bad) { throw 'boom' }; "roots/$User" }
        { Invoke-BatchRun users.txt -OutputRoot out -BatchId b -StopOnError -ScanScript $script } | Should -Throw '*User 4*boom*'
        $bad = ''
        (Invoke-BatchRun users.txt -OutputRoot out -BatchId b -Resume -ScanScript $script).UsersSucceeded | Should -Be 6
    }

    It 'refuses an existing batch root without -Force' {
        $null = Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId b
        { Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId b -ErrorAction Stop } | Should -Throw -ErrorId 'BatchExists,*'
        (Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId b -Force).UsersSucceeded | Should -Be 6
    }

    It 'writes nothing with -WhatIf' {
        Invoke-BatchRun users.txt -OutputRoot out -WhatIf -ScanScript { } | Should -BeNullOrEmpty
        'out' | Should -Not -Exist
    }

    It 'can be stopped in the middle' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($Work, $Manifest) Set-Location $Work; Import-Module $Manifest').AddArgument("$work").AddArgument("$manifest").Invoke()
        $shell.Commands.Clear()
        $null = $shell.AddScript('Invoke-BatchRun users.txt -OutputRoot out -BatchId b -ScanScript { param($User) if ($User -eq "u3") { Start-Sleep 600 }; "roots/$User" }')
        $null = $shell.BeginInvoke()
        while (-not (Get-ChildItem out -Recurse -Filter batch_journal.jsonl -ErrorAction Ignore | Where-Object { (Get-Content $_).Count -ge 3 })) { Start-Sleep -Milliseconds 50 }
        (Measure-Command { $shell.Stop() }).TotalSeconds | Should -BeLessThan 5
        $shell.Dispose()
        (Invoke-BatchRun users.txt -OutputRoot out -BatchId b -Resume -Force -ScanScript { param($User) "roots/$User" }).UsersSucceeded | Should -Be 6
    }
}
