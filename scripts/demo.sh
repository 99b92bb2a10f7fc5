#!/bin/sh
# Read the invented reports of examples/ into a dossier and show what is in it.
set -eu
bin=$1/rapporteur
dossier=$1/strait.db
rm -f "$dossier" "$dossier"-*
"$bin" add "$dossier" examples/reports --between 2022-01-01 2024-12-31
echo
"$bin" overview "$dossier"
cat <<EOT

Read on:
  $bin said $dossier
  $bin positions $dossier --pledges
  $bin timeline $dossier
  $bin differ $dossier
Open the pages in your browser (this machine only):
  $bin serve $dossier
EOT
