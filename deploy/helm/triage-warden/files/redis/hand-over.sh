#!/bin/sh
# Before a master stops, another is named: a rollout then costs no lease.
set -u
. "${SCRIPTS:-/scripts}/functions.sh"
is_master() {
    ask 127.0.0.1 6379 INFO replication | grep -q '^role:master'
}
is_master || exit 0
for each in $NODES; do
    [ "$each" = "$OWN" ] && continue
    if ask "$each" 26379 SENTINEL FAILOVER mymaster | grep -q '^OK'; then
        for _ in $(seq 10); do
            is_master || exit 0
            sleep 1
        done
    fi
done
exit 0
