# Runs every file of this folder in the Pester whose manifest is given; exits with the number of failed tests.
# build.ps1 and .ci/run start it, each time in a process of its own.
param(
    [Parameter(Mandatory)] [string] $Pester,
    [string] $Path = $PSScriptRoot
)

Import-Module $Pester -ErrorAction Stop
$result = Invoke-Pester -Configuration @{
    Run    = @{ Path = $Path; PassThru = $true }
    Output = @{ Verbosity = 'Normal' }
}
"Pester: $($result.PassedCount) passed, $($result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount) failed, $($result.SkippedCount) skipped"
exit $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
