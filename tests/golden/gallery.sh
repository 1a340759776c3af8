#!/usr/bin/env bash
# Eight maps of different kinds from the sample reports, to be looked at: gallery.sh DATELINE FOLDER
set -euo pipefail
dateline=$(readlink -f "$1")
mkdir -p "$2"
reports=$(dirname "$(readlink -f "$0")")/../reports
cd "$2"
rm -f gallery.sqlite gallery.sqlite-wal gallery.sqlite-shm
"$dateline" ingest --quiet --db gallery.sqlite "$reports"

map() { # NAME FILTERS…
  local name=$1
  shift
  "$dateline" map --db gallery.sqlite -o "$name" "$@"
}
map 1-levant.png --bbox 33.5,29.5,48.5,37.3
map 2-ukraine-dark.png --bbox 28,45,42,55 --theme dark
map 3-sudan-print.png --in Sudan --theme print --size 148x105mm --dpi 300
map 4-sahel-sized.png --bbox -6,10,4,21 --size-by fatalities --theme grey
map 5-arms-to-lebanon.png --type movement --bbox 34,31,46,37 --title "Movements through Syria"
map 6-world.png --size 1658x900
map 7-levant-arabic.png --bbox 33,31,46,37.5 --language ar
map 8-myanmar.svg --in Myanmar --size 800x1000
