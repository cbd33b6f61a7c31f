# samples/ops/nightly.ps1 as schedulers run it: ten nights on one output root, each with what can happen to one.

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $folder = New-SampleFolder
    Push-Location $folder
    $users = (Get-ChildItem samples/run-roots).Name
    $users | Set-Content users.txt
    # 'down' makes every scan fail, 'broken' those that it names, 'slow' lets those it names hang.
    Set-Content scan.sh -NoNewline -Value @'
#!/bin/sh
if [ -f down ]; then echo "no route to host" >&2; exit 1; fi
if grep -qx "$2" broken 2>/dev/null; then echo "gone" >&2; exit 1; fi
if grep -qx "$2" slow 2>/dev/null; then sleep 6161; fi
dirname "$(find "$PWD/samples/run-roots/$2" -name hypothesis_candidates.json)"
'@
    # Room for ten nights, so that it can be filled in one of them. Only root may mount it.
    $null = New-Item -ItemType Directory batches
    $isSmall = $IsLinux -and (id -u) -eq '0' -and (& { mount -t tmpfs -o size=8m tmpfs "$folder/batches" 2>$null; $LASTEXITCODE -eq 0 })

    $today = [DateTime]::UtcNow.Date
    function Get-Night([int] $Number) { 'nightly-' + $today.AddDays($Number - 11).ToString('yyyy-MM-dd') }

    function Start-Night([int] $Number, [string] $Id = (Get-Night $Number), [string[]] $More) {
        # A shell that started the tests in the background lets all below it ignore Ctrl-C.
        $isIgnored = $IsLinux -and ((Get-Content /proc/self/status) -match '^SigIgn:' | ForEach-Object { [Convert]::ToUInt64($_.Substring(7).Trim(), 16) -band 2 })
        $start = [Diagnostics.ProcessStartInfo]::new(($isIgnored ? 'env' : $pwsh.Name))
        $(if ($isIgnored) { '--default-signal=INT', $pwsh.Name }) + @($pwsh.Arguments) + '-NoProfile', '-NonInteractive', '-File', "$checkout/samples/ops/nightly.ps1", '-UsersFile', 'users.txt',
            '-OutputRoot', 'batches', '-BatchId', $Id, '-Workers', '2', '-RetryCount', '0', '-ResumeDays', '30', '-Report', 'board.html',
            '-LogPath', 'log/nightly.jsonl', '-ScanCommand', 'sh', '-ScanArgument', './scan.sh' + $More | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.WorkingDirectory = $folder
        $start.Environment['PSModulePath'] = "$checkout/output"
        $start.Environment['SOURCE_DATE_EPOCH'] = [DateTimeOffset]::new($today.AddDays($Number - 11).AddHours(2), [TimeSpan]::Zero).ToUnixTimeSeconds()
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $process = [Diagnostics.Process]::Start($start)
        [pscustomobject] @{ Process = $process; Output = $process.StandardOutput.ReadToEndAsync(); Errors = $process.StandardError.ReadToEndAsync() }
    }

    function Wait-Night($Night) {
        if (-not $Night.Process.WaitForExit(120000)) { $Night.Process.Kill($true); throw 'The night does not end.' }
        [pscustomobject] @{ Code = $Night.Process.ExitCode; Output = $Night.Output.Result; Errors = $Night.Errors.Result }
    }

    function Invoke-Night([int] $Number) { Wait-Night (Start-Night $Number) }

    # Until the batch of the night hangs at its slow user and has done the others.
    function Wait-Journal([int] $Number, [int] $Lines) {
        for ($i = 0; $i -lt 600; $i++) {
            $journal = Get-Item "batches/*/$(Get-Night $Number)/batch_journal.jsonl" -ErrorAction Ignore
            if ($journal -and @(Get-Content $journal).Count -ge $Lines) { return }
            Start-Sleep -Milliseconds 100
        }
        throw 'The night does not begin.'
    }

    function Get-Sleeper { @(Get-Process sleep -ErrorAction Ignore | Where-Object { "$(Get-Content "/proc/$($_.Id)/cmdline" -Raw -ErrorAction Ignore)" -like '*6161*' }) }

    function Assert-Newest([int] $Number) {
        (Get-HypothesisLeaderboard batches -Top 1).LeaderboardPath | Should -BeLike "*/$(Get-Night $Number)/*"
        Get-Content board.html -Raw | Should -BeLike "*$(Get-Night $Number)*"
    }

    function Get-State([int] $Number) { (Get-BatchRun batches -BatchId (Get-Night $Number)).Status }
}

AfterAll {
    Get-Sleeper | Stop-Process
    if ($isSmall) { umount "$folder/batches" }
    Pop-Location
}

Describe 'Ten nights' -Skip:$IsWindows {
    It '1, good: 0' {
        $night = Invoke-Night 1
        $night.Code | Should -Be 0 -Because $night.Errors
        $night.Output | Should -BeLike "$(Get-Night 1): 10 of 12 users, Complete, *"
        Assert-Newest 1
    }

    It '2, partly failed: 3, with a report' {
        $users[0..3] | Set-Content broken
        (Invoke-Night 2).Code | Should -Be 3
        Remove-Item broken
        Assert-Newest 2
    }

    It '3, an outage: 4, the report and the newest board stay' {
        $null = New-Item down
        $before = (Get-Item board.html).LastWriteTimeUtc
        $night = Invoke-Night 3
        $night.Code | Should -Be 4
        $night.Errors | Should -Match 'failed: 0 of 12 users succeeded'
        Remove-Item down
        Get-State 3 | Should -Be Failed
        (Get-Item board.html).LastWriteTimeUtc | Should -Be $before
        Assert-Newest 2
    }

    It '4, cut off by SIGTERM: 143, no scan goes on by itself' {
        $users[4] | Set-Content slow
        $running = Start-Night 4
        Wait-Journal 4 6
        Get-Sleeper | Should -HaveCount 1
        kill -TERM $running.Process.Id
        (Wait-Night $running).Code | Should -Be 143
        Start-Sleep -Milliseconds 300
        Get-Sleeper | Should -BeNullOrEmpty
        Get-State 4 | Should -Be Interrupted
        Assert-Newest 2
    }

    It '5, goes on with 4, then cut off by SIGINT: 130' {
        $users[1] | Set-Content slow
        $running = Start-Night 5
        Wait-Journal 5 6
        kill -INT $running.Process.Id
        $night = Wait-Night $running
        $night.Code | Should -Be 130
        $night.Output | Should -BeLike "*$(Get-Night 4): cut off before, now Complete, 10 of 12 users*"
        $night.Output + $night.Errors | Should -BeLike "*Batch '$(Get-Night 5)' was stopped with * of 12 users done. To go on*-Resume -BatchId $(Get-Night 5)*"
        Get-Sleeper | Should -BeNullOrEmpty
        Get-State 5 | Should -Be Interrupted
        Get-State 4 | Should -Be Complete
    }

    It '6, goes on with 5, then killed: 137' {
        $users[2] | Set-Content slow
        $running = Start-Night 6
        Wait-Journal 6 6
        kill -KILL $running.Process.Id
        (Wait-Night $running).Code | Should -Be 137
        Get-Sleeper | Stop-Process
        Remove-Item slow
        Get-State 5 | Should -Be Complete
        Get-State 6 | Should -Be Interrupted
    }

    It '7, a full disk: 1, says so, and leaves the report' {
        if (-not $isSmall) { Set-ItResult -Skipped -Because 'only root may mount a small disk'; return }
        $before = Get-Content board.html -Raw
        dd if=/dev/zero of=batches/filler bs=4096 2>$null
        $night = Invoke-Night 7
        Remove-Item batches/filler
        $night.Code | Should -Be 1
        $night.Errors | Should -Match 'No space left'
        $night.Output | Should -BeLike "*$(Get-Night 6): was cut off and cannot go on:*"
        Get-Content board.html -Raw | Should -Be $before
    }

    It '8, two at once: 75 for the second, whatever its id; the first goes on with what was left' {
        $users[3] | Set-Content slow
        $running = Start-Night 8
        # The nights before come first, and night 6 may have to wait for the same user.
        for ($i = 0; $i -lt 600 -and -not (Get-Sleeper); $i++) { Start-Sleep -Milliseconds 100 }
        $second = Wait-Night (Start-Night 8 'other')
        $second.Code | Should -Be 75
        $second.Output | Should -BeLike 'other: another night works in batches*'
        Remove-Item slow
        Get-Sleeper | Stop-Process
        $night = Wait-Night $running
        $night.Code | Should -BeIn 0, 3
        Get-State 6 | Should -Be Complete
        Assert-Newest 8
    }

    It '9, an outage, and the network is back at the next start: 4, then 0' {
        $null = New-Item down
        (Invoke-Night 9).Code | Should -Be 4
        Assert-Newest 8
        Remove-Item down
        $night = Invoke-Night 9
        $night.Code | Should -Be 0 -Because $night.Errors
        Get-State 9 | Should -Be Complete
        Assert-Newest 9
    }

    It '10, good: 0; a second start does nothing' {
        (Invoke-Night 10).Code | Should -Be 0
        $line = @(Get-Content log/nightly.jsonl).Count
        (Invoke-Night 10).Code | Should -Be 0
        @(Get-Content log/nightly.jsonl).Count | Should -Be $line
        Assert-Newest 10
    }

    It 'leaves a line of JSON for each user and each batch' {
        $lines = Get-Content log/nightly.jsonl | ConvertFrom-Json
        $lines.kind | Sort-Object -Unique | Should -Be 'batch', 'user'
        $tenth = $lines | Where-Object batch_id -EQ (Get-Night 10)
        @($tenth | Where-Object kind -EQ user).user | Should -Be $users
        $last = $tenth | Where-Object kind -EQ batch
        $last.result, $last.users, $last.succeeded, $last.failed | Should -Be 'Complete', 12, 10, 2
        ($lines | Where-Object { $_.kind -eq 'batch' -and $_.batch_id -eq (Get-Night 3) }).result | Should -Be Failed
        ($lines | Where-Object { $_.kind -eq 'batch' -and $_.batch_id -eq (Get-Night 5) }).result | Should -Be Interrupted, Complete
    }
}

Describe 'A night' -Skip:$IsWindows {
    It 'writes no escape codes where its output is no terminal, and does not wrap its own lines' {
        $night = Invoke-Night 10
        $night.Output + $night.Errors | Should -Not -Match "`e"
        $null = New-Item down
        $night = Wait-Night (Start-Night 10 'escape-codes')
        Remove-Item down
        $night.Output + $night.Errors | Should -Not -Match "`e"
        ($night.Output -split "`n").Count | Should -BeLessOrEqual 3
    }

    It 'whose batch is complete alerts at the share that is asked for' {
        (Wait-Night (Start-Night 10 -More '-AlertAbovePercent', '5')).Code | Should -Be 3
    }

    It 'that has no users file answers 1 and names it' {
        Rename-Item users.txt away.txt
        $night = Wait-Night (Start-Night 10 'no-users')
        Rename-Item away.txt users.txt
        $night.Code | Should -Be 1
        $night.Errors | Should -Match 'users\.txt'
    }

    It 'that cannot write its log does not start, and says so' {
        Set-Content log/file x
        { Invoke-BatchRun users.txt -OutputRoot batches -BatchId no-log -ScanCommand sh -ScanArgument ./scan.sh -LogPath log/file/nightly.jsonl } |
            Should -Throw -ErrorId 'LogNotWritten,*'
        Get-BatchRun batches -BatchId no-log -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}

Describe 'The files that start it' {
    It 'are units that systemd understands' -Skip:(-not (Get-Command systemd-analyze -ErrorAction Ignore)) {
        $units = Join-Path $TestDrive units
        $null = New-Item -ItemType Directory $units
        foreach ($file in Get-ChildItem "$checkout/samples/ops/polytool-nightly.*") {
            # pwsh lies where the package puts it, which need not be on this machine.
            (Get-Content $file -Raw) -replace '/usr/bin/pwsh', '/bin/true' | Set-Content (Join-Path $units $file.Name)
        }
        $said = systemd-analyze verify --man=no "$units/polytool-nightly.service" "$units/polytool-nightly.timer" 2>&1
        $LASTEXITCODE | Should -Be 0
        $said | Should -BeNullOrEmpty
    }

    It 'name a script and parameters that are there: <_>' -ForEach 'polytool-nightly.service', 'polytool.cron' {
        $text = Get-Content "$checkout/samples/ops/$_" -Raw
        $text | Should -Match '/opt/polytool/samples/ops/nightly\.ps1'
        $known = (Get-Command "$checkout/samples/ops/nightly.ps1").Parameters.Keys
        foreach ($name in [regex]::Matches($text, '(?<=nightly\.ps1.* )-([A-Z]\w+)').ForEach({ $_.Groups[1].Value })) { $known | Should -Contain $name }
        $text | Should -Match 'PSModulePath=/opt/polytool/output'
        $text | Should -Match 'XDG_CACHE_HOME='
        $text | Should -Match 'NO_COLOR=1'
    }
}
