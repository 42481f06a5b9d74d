#!/usr/bin/env bash
# slurm-sweep.sh PROGRAM PLAN OUT PARTS: runs a sweep as an array of PARTS tasks on a Slurm of one node, started here on
# loopback and ended again. Prints `skipped: ...` where Slurm is not installed, or the user is not root,
# who alone can start it.
set -uo pipefail
[ $# -eq 4 ] || { echo "usage: $0 PROGRAM PLAN OUT PARTS" >&2; exit 64; }
program=$1 plan=$2 out=$3 parts=$4
for tool in munged slurmctld slurmd sbatch; do
    command -v "$tool" > /dev/null || { echo "skipped: no program $tool"; exit 0; }
done
[ "$(id -u)" -eq 0 ] || { echo "skipped: not root"; exit 0; }

home=$(mktemp -d)
chmod 755 "$home"
mkdir -p "$home/state" "$home/spool" "$home/run"
chmod 755 "$home/run"
finish() {
    for name in d ctld m; do
        [ -f "$home/$name.pid" ] && kill "$(cat "$home/$name.pid")" 2> /dev/null
    done
    sleep 1
    rm -rf "$home"
}
trap finish EXIT
head -c 1024 /dev/urandom > "$home/munge.key"
chmod 400 "$home/munge.key"
# Ports of their own, so that two of these do not meet.
port=$((20000 + $$ % 20000))
export SLURM_CONF=$home/slurm.conf
cat > "$SLURM_CONF" <<END
ClusterName=sweep
SlurmctldHost=localhost
SlurmctldAddr=127.0.0.1
AuthType=auth/munge
AuthInfo=socket=$home/run/m.sock
CryptoType=crypto/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$home/state
SlurmdSpoolDir=$home/spool
SlurmctldPidFile=$home/ctld.pid
SlurmdPidFile=$home/d.pid
SlurmctldPort=$port
SlurmdPort=$((port + 1))
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_min_interval=2000,sched_interval=1
MpiDefault=none
ReturnToService=2
NodeName=localhost NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=p Nodes=localhost Default=YES MaxTime=INFINITE State=UP
END
munged --key-file="$home/munge.key" --socket="$home/run/m.sock" --pid-file="$home/m.pid" \
    --log-file="$home/munge.log" --seed-file="$home/munge.seed" --force 2> /dev/null
slurmctld -L "$home/ctld.log" -f "$SLURM_CONF"
sleep 2
slurmd -N localhost -L "$home/d.log" -f "$SLURM_CONF"
for _ in $(seq 30); do
    sinfo -h -o %T 2> /dev/null | grep -q idle && break
    sleep 1
done
sinfo -h -o %T 2> /dev/null | grep -q idle || { cat "$home"/*.log >&2; echo "slurm-sweep: no idle node" >&2; exit 1; }

# The line of docs/how-to/sweep-many-variants.md.
sbatch --wait --array="1-$parts" -n1 -o "$home/task-%a.txt" --wrap \
    "'$program' sweep '$plan' --shard \$SLURM_ARRAY_TASK_ID/\$SLURM_ARRAY_TASK_COUNT --out '$out' --quiet"
code=$?
[ "$code" -eq 0 ] || cat "$home"/task-*.txt >&2
exit "$code"
