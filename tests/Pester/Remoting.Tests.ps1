# samples/ops/remoting against machines that are this one: an sshd of the test's own, over loopback.

BeforeDiscovery { $canServe = $IsLinux -and (Test-Path /usr/sbin/sshd) -and (id -u) -eq '0' }

Describe 'Invoke-ShardedBatch.ps1' -Skip:(-not $canServe) {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $folder = New-SampleFolder -World
        Push-Location $folder
        $port = 20000 + $PID % 20000
        ssh-keygen -q -t ed25519 -N '' -f host
        ssh-keygen -q -t ed25519 -N '' -f key
        $start = @($pwsh.Name) + $pwsh.Arguments -join ' '
        Set-Content subsystem -NoNewline "#!/bin/sh`nexport PSModulePath=$checkout/output POWERSHELL_TELEMETRY_OPTOUT=1 SOURCE_DATE_EPOCH=1771610400`ncd $folder`nexec $start -NoProfile -NoLogo -sshs`n"
        chmod +x subsystem
        @"
Port $port
ListenAddress 127.0.0.1
HostKey $folder/host
AuthorizedKeysFile $folder/key.pub
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
PidFile none
Subsystem powershell $folder/subsystem
"@ | Set-Content sshd_config
        $null = New-Item -ItemType Directory /run/sshd -Force
        $sshd = Start-Process /usr/sbin/sshd '-D', '-f', "$folder/sshd_config" -PassThru
        $connect = @{ HostName = '127.0.0.1'; Port = $port; UserName = id -un; KeyFilePath = "$folder/key"; Options = @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'ERROR' } }
        $sessions = for ($i = 0; $i -lt 3; $i++) {
            $session = $null
            for ($try = 0; -not $session -and $try -lt 20; $try++) { $session = New-PSSession @connect -ErrorAction Ignore; if (-not $session) { Start-Sleep -Milliseconds 200 } }
            $session
        }
    }
    AfterAll {
        $sessions | Remove-PSSession
        if ($sshd) { Stop-Process -Id $sshd.Id }
        Pop-Location
    }

    It 'makes of three machines the bytes of one, and again when it is repeated' {
        $option = @{ CachePath = "$folder/samples/world"; Offline = $true; ScanOutputRoot = 'runs' }
        $env:SOURCE_DATE_EPOCH = '1771610400'
        try {
            $one = Invoke-BatchRun -User (Get-Content samples/users.txt) -BatchId night -OutputRoot batches @option -ErrorAction Ignore
            $expected = Get-Content -Raw $one.LeaderboardPath, $one.PerUserResultsPath, $one.ManifestPath, $one.MarkdownPath
            Move-Item batches alone
            foreach ($time in 1, 2) {
                $joined = & "$checkout/samples/ops/remoting/Invoke-ShardedBatch.ps1" -Session $sessions -UsersFile samples/users.txt -BatchId night -OutputRoot batches -RemoteFolder "$folder/remote" -Option $option
                $joined.UsersAttempted | Should -Be 30
                Get-Content -Raw $joined.LeaderboardPath, $joined.PerUserResultsPath, $joined.ManifestPath, $joined.MarkdownPath | Should -BeExactly $expected
            }
        }
        finally { Remove-Item Env:SOURCE_DATE_EPOCH }
    }
}
