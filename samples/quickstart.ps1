# Turns the sample run roots into a leaderboard and shows it. Runs wherever PolyTool is imported; in a checkout:
#   dotnet run --project src/PolyTool.Shell -- samples/quickstart.ps1
param([string] $OutputRoot = 'artifacts/quickstart')

$batch = Resolve-RunRoot "$PSScriptRoot/run-roots" -Recurse -Latest |
    Invoke-BatchRun -AggregateOnly -OutputRoot $OutputRoot -BatchId quickstart -Force -ErrorAction SilentlyContinue

'Two of the twelve users have a broken run root. They fail with a reason; the others count:'
$batch | Get-BatchUser -Status Failure | ForEach-Object { "  $($_.User): $($_.Error)" }

''
'The segments with the highest closing line value, weighted by money:'
$batch | Get-HypothesisLeaderboard -Top 5

'The segments that most users share:'
$batch | Get-HypothesisLeaderboard -RankBy Users -Top 5

"All files: $($batch.BatchRoot)"
