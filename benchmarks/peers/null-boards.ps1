# Boards of `evidence-worlds --write`, aggregated by the real cmdlets, and the shares of boards with each word.
# Run in a pwsh with the built module:
#   dotnet run -c Release --project benchmarks/PolyTool.Benchmarks -- evidence-worlds --write boards --boards 40 --world 'news days, share 0.3, 30 days, 30'
#   pwsh benchmarks/peers/null-boards.ps1 boards
param([Parameter(Mandatory)] [string] $Boards, [string] $OutputRoot = (Join-Path $Boards 'out'))
$ErrorActionPreference = 'Stop'
$checkout = (Resolve-Path "$PSScriptRoot/../..").Path
$manifest = Get-ChildItem "$checkout/output/PolyTool/*/PolyTool.psd1" | Sort-Object LastWriteTime | Select-Object -Last 1
if (-not $manifest) { throw 'Build first: pwsh ./build.ps1 -Task Build' }
Import-Module $manifest.FullName -Force

$folders = @(Get-ChildItem $Boards -Directory -Filter 'board*' | Sort-Object Name)
$with = [ordered] @{ Supported = 0; Contradicted = 0; Promising = 0 }
foreach ($folder in $folders) {
    $batch = Invoke-BatchRun -AggregateOnly -RunRoots $folder.FullName -OutputRoot $OutputRoot -BatchId $folder.Name -WarningAction SilentlyContinue
    $rows = @(Get-HypothesisLeaderboard $batch.BatchRoot)
    foreach ($word in @($with.Keys)) {
        if ($rows.Verdict -contains $word) { $with[$word]++ }
    }
}

foreach ($word in $with.Keys) {
    [pscustomobject] @{ Verdict = $word; Boards = $folders.Count; With = $with[$word]; Share = [math]::Round(100 * $with[$word] / $folders.Count, 1) }
}
