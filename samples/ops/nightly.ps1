# One scheduled run: scans the users of a file into the batch of the day. It first goes on with what an earlier night was cut
# off from. cron, systemd and the task scheduler start it with pwsh (see the files beside this one):
#
#   pwsh -NoProfile -File nightly.ps1 -UsersFile users.txt -OutputRoot batches -Report board.html -LogPath nightly.jsonl
#
# Exit codes:
#   0    the batch is complete, also when it already was
#   1    it could not start or could not go on; the message says why
#   3    it is complete, but more users failed than -AlertAbovePercent
#   4    fewer users succeeded than -MinSucceeded (an outage): no report is replaced, and the next start tries the others again
#   75   another process works on it (EX_TEMPFAIL of sysexits.h)
#   130  stopped by SIGINT (Ctrl-C); the next start goes on
# No attributes on parameters: with them pwsh does not hear an exit code where SIGINT stops the script.
param(
    [string] $UsersFile = $(throw 'Give -UsersFile.'),
    [string] $OutputRoot = 'artifacts/research/batch_runs',
    [string] $BatchId = 'nightly-' + [DateTime]::UtcNow.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture),
    [int] $Workers = 8,
    [double] $UserTimeoutSeconds = 600,
    [int] $RetryCount = 3,
    [string] $MinSucceeded = '50%',
    [double] $AlertAbovePercent = 20,
    [double] $ResumeDays = 3,
    [string] $Report,
    [string] $LogPath,
    [string] $ScanCommand,
    [string[]] $ScanArgument = @()
)

$options = @{
    UsersFile          = $UsersFile
    OutputRoot         = $OutputRoot
    Workers            = $Workers
    UserTimeoutSeconds = $UserTimeoutSeconds
    RetryCount         = $RetryCount
    MinSucceeded       = $MinSucceeded
}
if ($LogPath) { $options.LogPath = $LogPath }
if ($ScanCommand) { $options += @{ ScanCommand = $ScanCommand; ScanArgument = $ScanArgument } }

# cron, systemd and files want no colours, and no terminal is there to ask for them.
if ([Console]::IsOutputRedirected -or [Console]::IsErrorRedirected) { $PSStyle.OutputRendering = 'PlainText' }

# Runs a batch, or goes on with it. Users that fail are errors on the error stream; only what ends the batch is thrown.
function Invoke-Night([string] $Id, [bool] $Resume) {
    Invoke-BatchRun @options -BatchId $Id -Resume:$Resume -ErrorAction Continue
}

# Where a signal or an error ends the script, this is what stays.
$code = 130
$night = $null
try {
    if (-not (Get-Module PolyTool)) { Import-Module PolyTool -ErrorAction Stop }

    # Two nights on one output root would share the services' limits and the report, whatever their ids. The lock is that of
    # this open file, so it ends with its process, however that ends.
    $null = New-Item -ItemType Directory $OutputRoot -Force -ErrorAction Stop
    try { $night = [IO.File]::Open((Join-Path (Convert-Path -LiteralPath $OutputRoot) '.nightly.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
    catch [IO.IOException] {
        "${BatchId}: another night works in $OutputRoot"
        exit ($code = 75)
    }

    # The batches of all nights: the same id, under other dates.
    $series = $BatchId -replace '\d{4}-\d\d-\d\d$', '*'
    $earlier = Get-BatchRun $OutputRoot -BatchId $series -Status Interrupted -ErrorAction Ignore | Where-Object BatchId -NE $BatchId
    foreach ($left in $earlier) {
        if ($left.CreatedAt -lt [DateTimeOffset]::UtcNow.AddDays(-$ResumeDays)) {
            "$($left.BatchId): was cut off more than $ResumeDays days ago and is left as it is"
            continue
        }
        try {
            $done = Invoke-Night $left.BatchId $true
            "$($done.BatchId): cut off before, now $($done.Status), $($done.UsersSucceeded) of $($done.UsersAttempted) users"
        }
        catch { "$($left.BatchId): was cut off and cannot go on: $_" }
    }

    $batch = Get-BatchRun $OutputRoot -BatchId $BatchId -ErrorAction Ignore
    if ($batch.Status -ne 'Complete') { $batch = Invoke-Night $BatchId ($null -ne $batch) }
    "$($batch.BatchId): $($batch.UsersSucceeded) of $($batch.UsersAttempted) users, $($batch.Status), $($batch.BatchRoot)"

    # The newest good night; one that failed replaces nothing.
    $best = Get-BatchRun $OutputRoot -BatchId $series -Status Complete | Sort-Object CreatedAt | Select-Object -Last 1
    if ($Report -and $best -and ($best.BatchId -in $batch.BatchId, $earlier.BatchId -or -not (Test-Path -LiteralPath $Report))) {
        $best | Export-HypothesisLeaderboard -Path $Report -Force -ErrorAction Stop
    }

    $code = if ($batch.Status -ne 'Complete') { 4 } elseif (100 * $batch.UsersFailed -gt $AlertAbovePercent * $batch.UsersAttempted) { 3 } else { 0 }
    exit $code
}
catch {
    $code = if ($_.FullyQualifiedErrorId -like 'BatchLocked,*') { 75 } else { 1 }
    [Console]::Error.WriteLine("${BatchId}: $_")
}
finally {
    if ($night) { $night.Dispose() }
    # Of itself pwsh answers 0 to a script that SIGINT stopped.
    exit $code
}
