# One batch on many machines by PowerShell remoting over SSH: each machine scans one part, what is left of a part is brought here, and
# the parts are joined here. Each machine has pwsh, PolyTool in its module path and pwsh as an SSH subsystem
# (https://learn.microsoft.com/powershell/scripting/security/remoting/ssh-remoting-in-powershell).
#
#   ./Invoke-ShardedBatch.ps1 -HostName m1, m2, m3 -UsersFile users.txt -BatchId night -OutputRoot batches
#
# Run it again after whatever went wrong: parts go on where they were cut off, and parts that are complete are not scanned again.
param(
    [string[]] $HostName,
    [string] $UsersFile = $(throw 'Give -UsersFile.'),
    [string] $BatchId = $(throw 'Give -BatchId.'),
    [string] $OutputRoot = 'artifacts/research/batch_runs',
    # The folder on each machine that parts and run roots are written below.
    [string] $RemoteFolder = 'polytool',
    # Passed to Invoke-BatchRun on each machine.
    [hashtable] $Option = @{ Workers = 8 },
    # Open sessions, where SSH needs more than a name.
    [Management.Automation.Runspaces.PSSession[]] $Session
)

$ErrorActionPreference = 'Stop'
$opened = if ($Session) { @() } else { $HostName | ForEach-Object { New-PSSession -HostName $_ } }
$sessions = @($Session) + @($opened) | Where-Object { $_ }
try {
    $users = Get-Content -LiteralPath $UsersFile
    $jobs = for ($i = 0; $i -lt $sessions.Count; $i++) {
        Invoke-Command -Session $sessions[$i] -AsJob -ArgumentList $users, $BatchId, "$($i + 1)/$($sessions.Count)", $RemoteFolder, $Option -ScriptBlock {
            param($users, $batchId, $shard, $folder, $option)
            $ErrorActionPreference = 'Continue'
            Set-Location -LiteralPath (New-Item -ItemType Directory $folder -Force)
            Import-Module PolyTool
            # Users that fail are rows of the part.
            $part = Invoke-BatchRun -User $users -BatchId $batchId -Shard $shard -Resume -OutputRoot batches @option -ErrorAction Ignore
            [pscustomobject]@{ Part = $part.BatchId; Status = $part.Status; BatchRoot = $part.BatchRoot }
        }
    }

    $null = New-Item -ItemType Directory $OutputRoot -Force
    $parts = for ($i = 0; $i -lt $jobs.Count; $i++) {
        $part = $jobs[$i] | Receive-Job -Wait -AutoRemoveJob
        if (-not $part.BatchRoot) { throw "Part $($i + 1) of $($jobs.Count) was not scanned; see the errors above. Run this again." }
        $date = Split-Path (Split-Path $part.BatchRoot) -Leaf
        $folder = (New-Item -ItemType Directory (Join-Path $OutputRoot $date) -Force).FullName
        $here = Join-Path $folder $part.Part
        if (Test-Path -LiteralPath $here) { Remove-Item -LiteralPath $here -Recurse }
        Copy-Item -FromSession $sessions[$i] -LiteralPath $part.BatchRoot -Destination $folder -Recurse
        Write-Information "$($part.Part): $($part.Status)" -InformationAction Continue
        $here
    }

    Join-BatchRun -LiteralPath $parts -OutputRoot $OutputRoot -Force
}
finally {
    $opened | Remove-PSSession
}
