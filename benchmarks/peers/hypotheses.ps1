# Sets and looks on run roots of `hypothesis_worlds.py`, made by the real cmdlets, and recomputed by `hypotheses.py`.
# Run in a pwsh with the built module: pwsh benchmarks/peers/hypotheses.ps1 /tmp/looks
param([Parameter(Mandatory)] [string] $Folder, [int] $Worlds = 5)
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$checkout = (Resolve-Path "$PSScriptRoot/../..").Path
$manifest = Get-ChildItem "$checkout/output/PolyTool/*/PolyTool.psd1" | Sort-Object LastWriteTime | Select-Object -Last 1
if (-not $manifest) { throw 'Build first: pwsh ./build.ps1 -Task Build' }
Import-Module $manifest.FullName -Force

$null = New-Item $Folder -ItemType Directory -Force
Set-Location $Folder
$scans = Invoke-BatchRun "$checkout/samples/users.txt" -Offline -CachePath "$checkout/samples/world" -OutputRoot scans -BatchId first -UserSelection Listed -Force
foreach ($world in 1..$Worlds) {
    $root = Join-Path $Folder "world$world"
    foreach ($user in Get-BatchUser $scans) {
        $null = New-Item "$root/first" -ItemType Directory -Force
        Copy-Item $user.RunRoot "$root/first/$($user.User)" -Recurse
    }
    # World 3 clusters by week, world 4 keeps wallets apart, and in world 5 some users were chosen by profits.
    $how = switch ($world) { 3 { @{ ClusterBy = 'Week' } } 4 { @{ KeepWallets = $true } } default { @{} } }
    $selection = if ($world -eq 5) { @{ UserSelection = 'Profit'; SelectedUntil = '2026-04-10' } } else { @{ UserSelection = 'Listed' } }
    $first = Invoke-BatchRun -AggregateOnly -RunRoots "$root/first" -OutputRoot "$root/out" -BatchId first @how
    $null = New-HypothesisSet $first "$root/set.json" -RehearseAt 2026-02-21
    python3 "$PSScriptRoot/hypothesis_worlds.py" "$root/set.json" "$checkout/samples/later" $root $world
    $a = Invoke-BatchRun -AggregateOnly -RunRoots "$root/a" -OutputRoot "$root/out" -BatchId a
    $b = Invoke-BatchRun -AggregateOnly -RunRoots "$root/b" -OutputRoot "$root/out" -BatchId b @selection
    $c = Invoke-BatchRun -AggregateOnly -RunRoots "$root/c" -OutputRoot "$root/out" -BatchId c

    $looks = @(, @($a)) + @(, @($b, $a)) + @(, @($b, $c, $a))
    $null = Test-Hypothesis "$root/set.json" $looks[0]
    $null = Get-HypothesisSet "$root/set.json" -Park league:n*, *unknown* -Reason 'no idea why it should be so'
    $null = Test-Hypothesis "$root/set.json" $looks[1]
    $null = New-HypothesisSet $first "$root/next.json" -RehearseAt ([DateTime]::UtcNow) -Segment league:* -After "$root/set.json"
    $null = Test-Hypothesis "$root/set.json" $looks[2]
    $null = New-HypothesisSet $first "$root/below.json" -RehearseAt 2026-02-21 -Direction Below -SmallestEffect 2
    $null = Test-Hypothesis "$root/below.json" $c

    python3 "$PSScriptRoot/hypotheses.py" "$root/set.json" $first.BatchRoot ($looks | ForEach-Object { $_.BatchRoot -join ',' })
    python3 "$PSScriptRoot/hypotheses.py" "$root/below.json" $first.BatchRoot $c.BatchRoot
    python3 "$PSScriptRoot/hypotheses.py" "$root/next.json" $first.BatchRoot
}
