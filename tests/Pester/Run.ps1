# Runs every file of this folder in the Pester whose manifest is given; exits with the number of failed tests.
# build.ps1 and .ci/run start it, each time in a process of its own.
param(
    [Parameter(Mandatory)] [string] $Pester,
    [string] $Path = $PSScriptRoot
)

# As for xUnit (tests/Directory.Build.props, TestProcess.cs): small files in memory where that has room, no profiling by the runtime.
$memory = '/dev/shm'
$isRoomy = $IsLinux -and -not $env:TMPDIR -and (Test-Path $memory) -and [IO.DriveInfo]::new($memory).AvailableFreeSpace -ge 4GB -and -not (Select-String -Quiet " $memory \S+ \S*\bnoexec\b" /proc/self/mounts)
if ($isRoomy) { $env:TMPDIR = $memory }
$env:POLYTOOL_TEST_SCRATCH = [IO.Directory]::CreateTempSubdirectory('polytool-pester-').FullName
if ($isRoomy) { $env:TMPDIR = $env:POLYTOOL_TEST_SCRATCH }
$env:DOTNET_TieredPGO = '0'

# Views follow the reader's culture; a test that is about another one sets it.
$env:LC_ALL = 'C.UTF-8'
[cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture

Import-Module $Pester -ErrorAction Stop
try {
    $result = Invoke-Pester -Configuration @{
        Run    = @{ Path = $Path; PassThru = $true }
        Output = @{ Verbosity = 'Normal' }
    }
}
finally { Remove-Item $env:POLYTOOL_TEST_SCRATCH -Recurse -Force }
"Pester: $($result.PassedCount) passed, $($result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount) failed, $($result.SkippedCount) skipped"
exit $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
