#!/bin/sh
# Read the invented reports of examples/ into a dossier and show what is in it.
set -eu
bin=$1/rapporteur
dossier=$1/strait.db
rm -f "$dossier" "$dossier"-*
"$bin" add "$dossier" examples/reports --between 2022-01-01 2024-12-31
echo
"$bin" overview "$dossier"
echo
echo "Out of web pages of today and of 1998, a crawl, a feed and mails:"
rm -f "$1/web.db" "$1/web.db"-*
"$bin" add "$1/web.db" examples/web
cat <<EOT

Read on:
  $bin said $dossier
  $bin positions $dossier --pledges
  $bin timeline $dossier
  $bin differ $dossier
One page as clean text, with the bytes it came from:
  $bin read --layers meta,text examples/web/courier-ferry.html
Open the pages in your browser (this machine only):
  $bin serve $dossier
EOT
