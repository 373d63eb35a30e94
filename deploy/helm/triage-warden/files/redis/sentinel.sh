#!/bin/sh
# A Sentinel: it watches the master with the others, and they name another when it is gone. Its id follows from its
# name, so that the others know it again after a restart instead of counting one more.
set -eu
. "${SCRIPTS:-/scripts}/functions.sh"
umask 077
settings=${RUN:-/run/redis}/sentinel.conf
chosen=$(master)
wait_for_name "$chosen"
wait_for_name "$OWN"
{
    echo "bind * -::*"
    echo "port 26379"
    echo "protected-mode no"
    echo "dir ${RUN:-/run/redis}"
    echo "sentinel resolve-hostnames yes"
    echo "sentinel announce-hostnames yes"
    echo "sentinel announce-ip $OWN"
    echo "sentinel announce-port 26379"
    echo "sentinel myid $(printf '%s' "$OWN" | sha1sum | cut -c 1-40)"
    echo "sentinel monitor mymaster $chosen 6379 $QUORUM"
    echo "sentinel down-after-milliseconds mymaster $DOWN_AFTER"
    echo "sentinel failover-timeout mymaster 15000"
    echo "sentinel parallel-syncs mymaster 1"
    if [ -n "${REDISCLI_AUTH:-}" ]; then
        echo "sentinel auth-pass mymaster $(quoted "$REDISCLI_AUTH")"
        echo "sentinel sentinel-pass $(quoted "$REDISCLI_AUTH")"
        echo "requirepass $(quoted "$REDISCLI_AUTH")"
    fi
} >"$settings"
exec redis-sentinel "$settings"
