# The whole job without a network: scans the users of a small recorded world, eight at a time, and combines them into a
# leaderboard. Runs wherever PolyTool is imported or installed; in a checkout: ./build.ps1 QuickStart
param([string] $OutputRoot = 'artifacts/quickstart', [int] $Workers = 8, [string] $Module = 'PolyTool')

if (-not (Get-Module PolyTool)) { Import-Module $Module -ErrorAction Stop }

# A fixed clock: run it twice, at any number of workers, and the files are the same bytes.
$clock = $env:SOURCE_DATE_EPOCH
$env:SOURCE_DATE_EPOCH = '1771610400'
try {
    # Without -Offline and -CachePath the same line scans real users over the public services.
    $batch = Invoke-BatchRun "$PSScriptRoot/users.txt" -Workers $Workers -Offline -CachePath "$PSScriptRoot/world" `
        -OutputRoot $OutputRoot -ScanOutputRoot "$OutputRoot/users" -BatchId quickstart -Force
}
finally {
    $env:SOURCE_DATE_EPOCH = $clock
}

'The segments that evidence ranks highest:'
$batch | Get-HypothesisLeaderboard -Top 5

'The segments that most users share:'
$batch | Get-HypothesisLeaderboard -RankBy Users -Top 5

"All files: $($batch.BatchRoot)"
