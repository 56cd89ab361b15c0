#!/usr/bin/env bash
#SBATCH --job-name=vpio-replay
#SBATCH --array=1-64
#SBATCH --cpus-per-task=2
#SBATCH --mem=2G
#SBATCH --requeue
# An array of 64 parts:  sbatch slurm.sh MODEL RECORDINGS RESULTS
set -euo pipefail
if [ $# != 3 ]; then echo "usage: sbatch slurm.sh MODEL RECORDINGS RESULTS" >&2; exit 2; fi
part=${SLURM_ARRAY_TASK_ID:?this is started by sbatch}
mkdir -p "$3"
${VPIO:-vpio} replay "$1" "$2" --shard "$part/$SLURM_ARRAY_TASK_COUNT" --json > "$3/$part.part" || case $? in 1 | 3) ;; *) exit 1 ;; esac
mv "$3/$part.part" "$3/$part.json"
