# One part of a batch, as an engine for many machines starts it: slurm/, kubernetes/ and remoting/ beside this file do. The same command
# starts the part and goes on with it, so an engine may repeat it as often as it likes. join.ps1 makes one batch of all parts.
#
#   pwsh -NoProfile -File shard.ps1 -UsersFile users.txt -BatchId night -Shard Auto -OutputRoot batches
#
# Exit codes: 0 the part is complete, whether or not users of it failed (rows say why); 1 it could not start or go on, or nobody in it
# succeeded; 75 another process works on it.
param(
    [string] $UsersFile = $(throw 'Give -UsersFile.'),
    [string] $BatchId = $(throw 'Give -BatchId, the same for all parts.'),
    [string] $Shard = 'Auto',
    [string] $OutputRoot = 'artifacts/research/batch_runs',
    [int] $Workers = 8,
    [double] $UserTimeoutSeconds = 600,
    [int] $RetryCount = 3,
    [string] $RateShare,
    [string] $ScanOutputRoot,
    [string] $CachePath,
    [switch] $Offline,
    [string] $ScanCommand,
    [string[]] $ScanArgument = @()
)

$options = @{} + $PSBoundParameters
foreach ($name in 'Shard', 'OutputRoot', 'Workers', 'UserTimeoutSeconds', 'RetryCount') { $options[$name] = Get-Variable $name -ValueOnly }
# An engine's log wants no colours.
$PSStyle.OutputRendering = 'PlainText'
try {
    if (-not (Get-Module PolyTool)) { Import-Module PolyTool -ErrorAction Stop }
    # Users that fail are errors on the error stream; only what ends the part is thrown.
    $part = Invoke-BatchRun @options -Resume -ErrorAction Continue
    "$($part.BatchId): $($part.UsersSucceeded) of $($part.UsersAttempted) users, $($part.Status), $($part.BatchRoot)"
    exit [int]($part.Status -ne 'Complete')
}
catch {
    [Console]::Error.WriteLine("$BatchId, part ${Shard}: $_")
    exit $(if ($_.FullyQualifiedErrorId -like 'BatchLocked,*') { 75 } else { 1 })
}
