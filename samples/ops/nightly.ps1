# One scheduled run: scans the users of a file into the batch of the day, or goes on with it where it was cut off.
# cron, systemd and the task scheduler start it (see the files beside this one), with pwsh:
#
#   pwsh -NoProfile -File nightly.ps1 -UsersFile users.txt -OutputRoot batches -Report board.html
#
# Exit codes:
#   0   the batch is complete, also when it already was
#   1   it could not start; the next run goes on with it
#   3   it is complete, but more users failed than -AlertAbovePercent
#   75  another process works on it (EX_TEMPFAIL of sysexits.h)
#   130 it was stopped by SIGINT (Ctrl-C); the next run goes on with it. SIGTERM ends pwsh at once (143), as resumable
param(
    [Parameter(Mandatory)] [string] $UsersFile,
    [string] $OutputRoot = 'artifacts/research/batch_runs',
    [string] $BatchId = 'nightly-' + [DateTime]::UtcNow.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture),
    [int] $Workers = 8,
    [double] $UserTimeoutSeconds = 600,
    [int] $RetryCount = 3,
    [double] $AlertAbovePercent = 20,
    [string] $Report,
    [string] $ScanCommand,
    [string[]] $ScanArgument = @()
)

if (-not (Get-Module PolyTool)) { Import-Module PolyTool -ErrorAction Stop }

$batch = Get-BatchRun $OutputRoot -BatchId $BatchId -ErrorAction Ignore
if ($batch.Status -eq 'Running') {
    "${BatchId}: another process works on it"
    exit 75
}

if ($batch.Status -ne 'Complete') {
    $options = @{
        UsersFile          = $UsersFile
        OutputRoot         = $OutputRoot
        BatchId            = $BatchId
        Workers            = $Workers
        UserTimeoutSeconds = $UserTimeoutSeconds
        RetryCount         = $RetryCount
        Resume             = $batch.Status -eq 'Interrupted'
    }
    if ($ScanCommand) {
        $options.ScanCommand = $ScanCommand
        $options.ScanArgument = $ScanArgument
    }

    # Users that fail are errors on the error stream, which is the log; only what ends the batch comes to the catch.
    $isStopped = $true
    try {
        $batch = Invoke-BatchRun @options -ErrorAction Continue
        $isStopped = $false
    }
    catch {
        $isStopped = $false
        if ($_.FullyQualifiedErrorId -like 'BatchLocked,*') { exit 75 }
        throw
    }
    finally {
        # Of itself pwsh answers 0 or 1 to SIGINT, and in a pipeline that was stopped it may forget an `exit`.
        if ($isStopped) { [Environment]::Exit(130) }
    }
}

if ($Report) { $batch | Export-HypothesisLeaderboard -Path $Report -Force -ErrorAction Stop }

"$($batch.BatchId): $($batch.UsersSucceeded) of $($batch.UsersAttempted) users, $($batch.BatchRoot)"
if (100 * $batch.UsersFailed -gt $AlertAbovePercent * $batch.UsersAttempted) { exit 3 }
exit 0
