#!/usr/bin/env bash
# A Slurm cluster of one node for the tests: cluster.sh start <folder>, cluster.sh stop <folder>. Needs root and Debian's slurm-wlm and
# munge. <folder>/slurm.conf is what SLURM_CONF has to name. It ends only what it started.
set -eu
folder=$2

stop() {
  for name in slurmd slurmctld munged; do
    if [ -s "$folder/$name.pid" ]; then
      kill "$(cat "$folder/$name.pid")" 2>/dev/null || true
    fi
  done
}

start() {
  mkdir -p "$folder/state" "$folder/spool"
  # The socket that the clients know; whoever has munge running already keeps it.
  if ! munge -n >/dev/null 2>&1; then
    install -d -o munge -g munge -m 755 /run/munge
    runuser -u munge -- /usr/sbin/munged --force --pid-file=/run/munge/munged.pid --log-file=/run/munge/munged.log --seed-file=/run/munge/munged.seed
    cp /run/munge/munged.pid "$folder/munged.pid"
  fi
  local host
  host=$(hostname -s)
  cat >"$folder/slurm.conf" <<CONF
ClusterName=polytool
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
SlurmctldPort=16817
SlurmdPort=16818
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,bf_interval=1,sched_min_interval=100000
MpiDefault=none
ReturnToService=2
KillWait=1
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
  export SLURM_CONF=$folder/slurm.conf
  slurmctld -f "$SLURM_CONF"
  slurmd -f "$SLURM_CONF" -N "$host"
  for _ in $(seq 100); do
    if sinfo -h -o %t 2>/dev/null | grep -q idle; then return 0; fi
    sleep 0.1
  done
  echo "the cluster does not come up: $(tail -n 3 "$folder/slurmctld.log" "$folder/slurmd.log" 2>&1)" >&2
  stop
  return 1
}

"$1"
