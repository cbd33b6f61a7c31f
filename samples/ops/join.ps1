# Makes one batch of the parts that shard.ps1 wrote. May be repeated: the batch is written anew, with the same bytes.
#
#   pwsh -NoProfile -File join.ps1 -BatchId night -OutputRoot batches
#
# Exit codes: 0 the batch is there; 1 it is not, and the message says what is missing or does not fit.
param(
    [string] $BatchId = $(throw 'Give -BatchId.'),
    [string] $OutputRoot = 'artifacts/research/batch_runs',
    [switch] $AllowIncomplete,
    [string] $Report
)

$PSStyle.OutputRendering = 'PlainText'
try {
    if (-not (Get-Module PolyTool)) { Import-Module PolyTool -ErrorAction Stop }
    $batch = Join-BatchRun "$BatchId.shard-*-of-*" -OutputRoot $OutputRoot -AllowIncomplete:$AllowIncomplete -Force -ErrorAction Stop
    "$($batch.BatchId): $($batch.UsersSucceeded) of $($batch.UsersAttempted) users, $($batch.Status), $($batch.BatchRoot)"
    if ($Report) { $null = $batch | Export-HypothesisLeaderboard -Path $Report -Force -ErrorAction Stop }
    exit 0
}
catch {
    [Console]::Error.WriteLine("${BatchId}: $_")
    exit 1
}
