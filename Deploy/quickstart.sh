#!/usr/bin/env bash
# From a clone to two devices that agree: builds Ruhu, starts a district server, enrols two devices, records visits
# offline on both, synchronises, shows and resolves a conflict, and proves that both ends hold the same.
set -euo pipefail
cd "$(dirname "$0")/.."
source Deploy/packages.sh
require_swift
install_missing "${RUHU_BUILD_PACKAGES[@]}"

step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
[ -t 1 ] || step() { printf '\n== %s\n' "$*"; }

# Reads one key from a JSON object on one line.
json() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }

step "Building the three programs"
swift_build
bin=$(swift build --show-bin-path)
PATH="$bin:$PATH"

# Until it says that it is ready, or ends.
wait_for_server() {
    until grep -q '^listening on ' "$1"; do
        kill -0 "$server" 2>/dev/null || { cat "$1" >&2; exit 1; }
        sleep 0.05
    done
}

work=$(mktemp -d)
server=
cleanup() {
    [ -z "$server" ] || { kill -TERM "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
    rm -rf "$work"
}
trap cleanup EXIT

step "A district server: 南海区 on an embedded SQLite store"
RUHU_TOKEN=$(ruhu-server init --data "$work/server" --name "南海区" --json | json adminToken)
export RUHU_TOKEN
ruhu-server serve --data "$work/server" --listen 127.0.0.1:0 2>"$work/server.log" &
server=$!
wait_for_server "$work/server.log"
RUHU_SERVER=http://$(sed -n 's/^listening on //p' "$work/server.log")
export RUHU_SERVER
echo "$RUHU_SERVER"

step "Real administrative divisions, and three communities of 桂城街道"
ruhu-admin area import Deploy/sample/seed-districts.csv
ruhu-admin area import Deploy/sample/communities.csv
ruhu-admin area list --under 440605011

step "2,000 households in the three communities"
{
    echo "area,building,unit,room"
    for number in $(seq 0 1999); do
        printf '44060501190%d,%d,%d,%02d%02d\n' $((number % 3 + 1)) $((number / 120 + 1)) $((number / 60 % 2 + 1)) \
            $((number / 4 % 15 + 1)) $((number % 4 + 1))
    done
} >"$work/households.csv"
ruhu-admin household import "$work/households.csv"

step "Two members of the survey team, a device each"
ruhu-admin user add lihua --name "李华" --role enumerator --area 440605011
ruhu-admin user add wangfang --name "王芳" --role enumerator --area 440605011
for user in lihua wangfang; do
    code=$(ruhu-admin device enroll --user "$user" --json | json code)
    ruhu init --store "$work/$user.sqlite" --server "$RUHU_SERVER" --code "$code"
    ruhu sync --store "$work/$user.sqlite"
done
A() { RUHU_STORE="$work/lihua.sqlite" ruhu "$@"; }
B() { RUHU_STORE="$work/wangfang.sqlite" ruhu "$@"; }

step "Offline: the server stops, and both go on working"
kill -TERM "$server" && wait "$server" && server=
listen=${RUHU_SERVER#http://}
first=$(A household list --area 440605011901 --json | grep -o '"id":"[^"]*"' | sed -n '1s/.*:"\(.*\)"/\1/p')
second=$(A household list --area 440605011901 --json | grep -o '"id":"[^"]*"' | sed -n '2s/.*:"\(.*\)"/\1/p')
echo '{"outcome":"completed","consent":true,"remarks":"居民希望增加夜间照明"}' >"$work/a.json"
echo '{"outcome":"nobody_home","remarks":"周六上午再来"}' >"$work/b.json"
A visit add "$first" --answers "$work/a.json"
B visit add "$second" --answers "$work/b.json"
echo "- one edit that merges: 李华 sets the occupancy, 王芳 the remarks of the same household"
A household set "$first" occupancy=permanent
B household set "$first" remarks="门铃坏了"
echo "- one that conflicts: both correct the room number of another"
A household set "$second" room=1601
B household set "$second" room=1602
A sync && { echo "the server should be away" >&2; exit 1; } || echo "(exit $?: unreachable, and nothing is lost)"
A status

step "Back in the network"
ruhu-server serve --data "$work/server" --listen "$listen" 2>"$work/server2.log" &
server=$!
wait_for_server "$work/server2.log"
A sync
B sync || echo "(exit $?: a conflict awaits a person)"
A sync || echo "(exit $?: the other device sees the same conflict)"
A household show "$first"

step "The conflict, the same everywhere, and its resolution"
B conflict list
conflict=$(B conflict list --json | sed -n 's/^\[{"id":"\([^"]*\)".*/\1/p')
B conflict show "$conflict"
ruhu-admin conflict resolve "$conflict" --value 1602 --reason "门牌照片为 1602"
A sync
B sync
A log "$second"

step "An inspection under 南创建办〔2011〕65号, on two devices at once"
inspection=$(A inspect start --standard nanhai-2011 --area 440605011901 --kind baseline --json | json id)
A sync
B sync
echo '{"office_area":178,"police_room_area":15,"households":998}' >"$work/measured-a.json"
echo '{"public_service_area":200,"regular_exercisers":501,"population_total":1000,"NH11-FAC-06":true}' >"$work/measured-b.json"
A inspect record "$inspection" --values "$work/measured-a.json"
B inspect record "$inspection" --values "$work/measured-b.json"
A sync
B sync
A sync
A inspect show "$inspection" --result fail
A inspect submit "$inspection" --open

step "The rectification: planned, done, checked by somebody else, closed"
rectification=$(A rectification list --json | sed -n 's/^\[{"id":"\([^"]*\)".*/\1/p')
A rectification update "$rectification" --to planned measure="扩建办公用房" project="2011-03" \
    due_date=2031-06-30 responsible_unit="示例社区居委会"
A rectification update "$rectification" --to in_progress
A rectification update "$rectification" --to submitted_for_check --evidence "整改后照片 03.jpg"
A sync
B sync
again=$(B inspect start --standard nanhai-2011 --area 440605011901 --json | json id)
echo '{"office_area":186}' >"$work/measured-again.json"
B inspect record "$again" --values "$work/measured-again.json"
B inspect reuse "$again" --yes
B inspect submit "$again"
B rectification update "$rectification" --to closed --inspection "$again"
B sync
A sync
A rectification show "$rectification"

step "Reports, from the server and offline from a device"
ruhu-admin report compliance --standard nanhai-2011
ruhu-admin report rectification
A report compliance --standard nanhai-2011 --by group

step "The household survey, offline: two households answer, one refuses, one is not at home"
A household list --area 440605011902 --json | grep -o '"id":"[^"]*"' | sed 's/.*:"\(.*\)"/\1/' | sed -n 1,4p >"$work/doors"
door() { sed -n "$1p" "$work/doors"; }
# At a terminal `ruhu visit start HOUSEHOLD` asks question by question; here the answers come from files.
A visit add "$(door 1)" --form household-survey --answers Deploy/sample/survey-answers-1.json
B visit add "$(door 2)" --form household-survey --answers Deploy/sample/survey-answers-2.json
echo '{"outcome":"refused","do_not_contact":true}' >"$work/refused.json"
A visit add "$(door 3)" --answers "$work/refused.json"
echo '{"outcome":"nobody_home"}' >"$work/away.json"
B visit add "$(door 4)" --answers "$work/away.json"
A sync
B sync
A sync
echo "- whoever asked not to be disturbed is left in peace, on every device:"
B visit add "$(door 3)" --answers "$work/away.json" && { echo "the visit should be refused" >&2; exit 1; } || echo "(exit $?)"
B today --area 440605011902 --building 1 | tail -n 4
A report coverage --area 440605011902
ruhu-admin report awareness --area 440605011902
ruhu-admin report opinions --area 440605011902

step "Both ends hold the same"
A verify
B verify
ruhu-server check --data "$work/server" 2>/dev/null || true

step "The server stops"
kill -TERM "$server" && wait "$server" && server=
ruhu-server check --data "$work/server"
echo
echo "Done. The programs are in $bin; README.md says how to go on."
