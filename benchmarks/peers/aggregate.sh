#!/usr/bin/env bash
# The same run roots, aggregated by PolyTool, by DuckDB's read_json (DuckDB.NET, from NuGet) and by jq, one after the other, wall and
# processor time of whole processes:
#
#   benchmarks/peers/aggregate.sh [run roots, 20000] [small]
#
# What the others leave out is in the last column: they group candidates by segment, and no more.
set -euo pipefail
cd "$(dirname "$0")/../.."
count=${1:-20000}
size=${2:-full}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet build benchmarks/PolyTool.Benchmarks -c Release -v q >/dev/null
dotnet build benchmarks/peers/duckdb -c Release -v q >/dev/null
bench=benchmarks/PolyTool.Benchmarks/bin/Release/net10.0/PolyTool.Benchmarks
"$bench" aggregate --write "$folder/roots" --roots "$count" $([ "$size" = small ] && echo --small || true)

# Name, what it leaves out, command: runs it twice, the first time to warm the cache.
measure() {
  local name=$1 leaves=$2
  shift 2
  "$@" >"$folder/said" 2>&1 || { echo "| $name | failed: $(tail -n 1 "$folder/said") |"; return; }
  local times
  times=$( { TIMEFORMAT='%R | %U | %S'; time "$@" >"$folder/said" 2>&1; } 2>&1 )
  echo "| $name | $times | $leaves |"
}

ours() { "$bench" aggregate --child "$folder" "$(nproc)"; }
duckdb() { benchmarks/peers/duckdb/bin/Release/net10.0/duckdb "$folder/roots"; }
with_jq() {
  find "$folder/roots" -name hypothesis_candidates.json -print0 | xargs -0 -P "$(nproc)" -n 500 jq -r '
    .user_slug as $u | .candidates[]
    | (if .denominators.weighting == "notional" then [.metrics.notional_weighted_avg_clv_pct, .denominators.weight_used] else [.metrics.avg_clv_pct, .denominators.count_used] end) as $n
    | [.segment_key, .denominators.weighting, $u, .metrics.count, $n[0], $n[1]] | @tsv' |
    awk -F '\t' '{ k = $1 "\t" $2; users[k]++; positions[k] += $4; if ($6 > 0 && $5 != "") { sum[k] += $5 * $6; weight[k] += $6 } } END { for (k in users) print k, users[k], positions[k], (weight[k] > 0 ? sum[k] / weight[k] : "") }'
}

echo "$count run roots ($size), $(nproc) processors"
echo '| | seconds | processor: user | system | leaves out |'
echo '| --- | ---: | ---: | ---: | --- |'
measure PolyTool '-' ours
if command -v jq >/dev/null; then
  measure "jq and awk" 'the coverage and segment files; a user that comes twice counts twice; examples, rows of users, evidence; defects: the first bad file ends it' with_jq
fi
measure "DuckDB read_json" 'the coverage and segment files; examples, rows of users, evidence; exact sums of integers; defects: a bad file ends it or is skipped unsaid' duckdb
