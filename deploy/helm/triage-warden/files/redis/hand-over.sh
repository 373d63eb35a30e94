#!/bin/sh
# Before a master stops, another is named: a rollout then costs no lease. The first Sentinel that takes the order is
# waited for; a second order meanwhile would make a second master.
set -u
. /scripts/functions.sh
ask 127.0.0.1 6379 INFO replication | grep -q '^role:master' || exit 0
ADDRESSES=$(addresses)
HERE=$(address_of "$OWN")

wait_for_another() {
    for _ in $(seq 15); do
        chosen=$(named_by "$1")
        [ -n "$chosen" ] && [ "$chosen" != "$HERE" ] && exit 0
        sleep 1
    done
    exit 0
}

# A Sentinel that has just started knows no replica to name, and says NOGOODSLAVE.
for _ in $(seq 5); do
    for each in $ADDRESSES; do
        [ "$each" = "$HERE" ] && continue
        case $(ask "$each" 26379 SENTINEL FAILOVER mymaster) in
            OK* | INPROG*) wait_for_another "$each" ;;
        esac
    done
    sleep 2
done
exit 0
