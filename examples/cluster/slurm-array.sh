#!/bin/bash
#SBATCH --job-name=rapporteur
#SBATCH --array=1-64
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=24:00:00
# One part of the inputs a task:  sbatch slurm-array.sh RECORDS_FOLDER INPUT...
# When all are done:              rapporteur add talks.db RECORDS_FOLDER
# A task that failed can be run again alone (sbatch --array=17 ...): a part is written whole or not at all.
set -eu
folder=$1; shift
part=$SLURM_ARRAY_TASK_ID parts=$SLURM_ARRAY_TASK_COUNT program=${RAPPORTEUR:-rapporteur}
mkdir -p "$folder"
status=0
"$program" read --jobs "${SLURM_CPUS_PER_TASK:-1}" --with-source --shard "$part/$parts" -- "$@" \
    > "$folder/.$part.jsonl" || status=$?
[ $status = 0 ] || [ $status = 65 ] # 65: some report was bad, and is told in its place
mv "$folder/.$part.jsonl" "$folder/$part.jsonl"
