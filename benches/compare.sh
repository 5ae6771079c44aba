#!/usr/bin/env bash
# Times `dedupe scan` against `wc -w` on one JSON Lines file, in turn, and prints the best of each.
#
#   benches/compare.sh FILE [ROUNDS] [-- OPTIONS OF scan]
#
# DEDUPE names the binary (default: target/release/dedupe of this folder).
set -euo pipefail

usage() {
    echo "usage: benches/compare.sh FILE.jsonl [ROUNDS] [-- options of dedupe scan]" >&2
    exit 2
}

[ $# -ge 1 ] || usage
file=$1
shift
rounds=3
if [ $# -ge 1 ] && [ "$1" != -- ]; then
    rounds=$1
    shift
fi
[ "${1:-}" != -- ] || shift
[ -r "$file" ] || { echo "cannot read $file" >&2; exit 2; }
[[ $rounds =~ ^[1-9][0-9]*$ ]] || usage
binary=${DEDUPE:-$(cd "$(dirname "$0")/.." && pwd)/target/release/dedupe}
[ -x "$binary" ] || { echo "no binary at $binary: cargo build --release, or set DEDUPE" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# `wall user system peak-KiB` of a command; the last is `-` where nothing here can tell.
measure() {
    local code=0
    if [ -x /usr/bin/time ]; then
        /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" >"$work/out" 2>"$work/err" || code=$?
        # After a failure the first line says so.
        tail -n 1 "$work/time"
    else
        local TIMEFORMAT='%R %U %S -'
        { time "$@" >"$work/out" 2>"$work/err" || code=$?; } 2>&1
    fi
    # 1 and 3 are answers of `scan`: a match was found, some records were rejected.
    case $code in 0 | 1 | 3) ;; *) cat "$work/err" >&2; exit 2 ;; esac
}

# Once through the file, so that both find it in memory.
cat "$file" >/dev/null

printf '%-6s %-12s %9s %9s %9s\n' round what wall_s cpu_s peak_MiB
for ((round = 1; round <= rounds; round++)); do
    for what in wc dedupe; do
        case $what in
        wc) line=$(measure wc -w "$file") ;;
        dedupe)
            rm -rf "$work/results"
            line=$(measure "$binary" scan "$file" --out "$work/results" -q "$@")
            ;;
        esac
        read -r wall user system peak <<<"$line"
        awk -v round="$round" -v what="$what" -v wall="$wall" -v u="$user" -v s="$system" -v peak="$peak" 'BEGIN {
            printf "%-6s %-12s %9.2f %9.2f %9s\n", round, what, wall, u + s, (peak == "-" ? "-" : sprintf("%.0f", peak / 1024))
        }' | tee -a "$work/rows"
    done
done

awk -v bytes="$(wc -c <"$file")" '
    !($2 in wall) || $3 < wall[$2] { wall[$2] = $3 }
    !($2 in cpu) || $4 < cpu[$2] { cpu[$2] = $4 }
    END {
        printf "best: %.1f MB at %.1f MB/s", bytes / 1e6, bytes / 1e6 / (wall["dedupe"] > 0 ? wall["dedupe"] : 0.01)
        if (wall["wc"] > 0) printf "; %.1f times as long as wc -w", wall["dedupe"] / wall["wc"]
        if (cpu["wc"] > 0) printf ", %.1f times its CPU", cpu["dedupe"] / cpu["wc"]
        print ""
    }' "$work/rows"
