#!/usr/bin/env bash
# Submits a batch as a job array, one task a part, and a join that starts when all parts are complete:
#
#   SHARDS=16 USERS_FILE=users.txt BATCH_ID=night OUTPUT_ROOT=batches ./submit.sh [options of shard.ps1]
#
# All nodes see the same folder. A part whose node dies is started again by Slurm and goes on where it was cut off. Where a part failed,
# the join is cancelled: mend the cause and submit all of it again; parts that are complete are done in seconds. Prints the two job ids.
set -euo pipefail
: "${SHARDS:?}" "${USERS_FILE:?}" "${BATCH_ID:?}" "${OUTPUT_ROOT:?}"
here=$(cd "$(dirname "$0")" && pwd)
# How to start PowerShell, and where shard.ps1 and join.ps1 lie; jobs inherit both.
export PWSH=${PWSH:-pwsh} OPS=${OPS:-$(dirname "$here")}

parts=$(sbatch --parsable --array="1-$SHARDS" "$here/shard.sbatch" "$@")
joined=$(sbatch --parsable --dependency="afterok:$parts" --kill-on-invalid-dep=yes "$here/join.sbatch")
echo "$parts $joined"
