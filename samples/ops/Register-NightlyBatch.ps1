# Windows: registers nightly.ps1 as a scheduled task of the current user, every night at 02:15.
#   ./Register-NightlyBatch.ps1 -UsersFile D:\polytool\users.txt -Folder D:\polytool
# Its exit code stands in the task's last run result; Get-ScheduledTaskInfo PolyToolNightly shows it.
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $UsersFile,
    [Parameter(Mandatory)] [string] $Folder,
    [string] $At = '02:15',
    [string] $TaskName = 'PolyToolNightly'
)

$script = Join-Path $PSScriptRoot nightly.ps1
$arguments = '-NoProfile -NonInteractive -File "{0}" -UsersFile "{1}" -OutputRoot batches -Report board.html' -f $script, $UsersFile
$task = @{
    TaskName = $TaskName
    Action   = New-ScheduledTaskAction -Execute (Get-Command pwsh).Source -Argument $arguments -WorkingDirectory $Folder
    Trigger  = New-ScheduledTaskTrigger -Daily -At $At
    Settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew -RestartCount 4 -RestartInterval (New-TimeSpan -Hours 1)
    Force    = $true
}
if ($PSCmdlet.ShouldProcess($TaskName, "Register a scheduled task, daily at $At")) { Register-ScheduledTask @task }
