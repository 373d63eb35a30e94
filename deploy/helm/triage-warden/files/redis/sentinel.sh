#!/bin/sh
# A Sentinel: it watches the master with the others, and they name another when it is gone. Its id follows from its
# name, so that the others know it again after a restart instead of counting one more.
set -eu
. /scripts/functions.sh
umask 077
settings=/run/redis/sentinel.conf
ADDRESSES=$(addresses)
HERE=$(address_of "$OWN")
chosen=$(master)
{
    echo "bind * -::*"
    echo "port 26379"
    echo "protected-mode no"
    echo "dir /run/redis"
    echo "sentinel announce-ip $HERE"
    echo "sentinel announce-port 26379"
    echo "sentinel myid $(printf '%s' "$OWN" | sha1sum | cut -c 1-40)"
    echo "sentinel monitor mymaster $chosen 6379 $QUORUM"
    echo "sentinel down-after-milliseconds mymaster $DOWN_AFTER"
    echo "sentinel failover-timeout mymaster 15000"
    echo "sentinel parallel-syncs mymaster 1"
    if [ -n "${REDISCLI_AUTH:-}" ]; then
        printf 'sentinel auth-pass mymaster %s\n' "$(quoted "$REDISCLI_AUTH")"
        printf 'sentinel sentinel-pass %s\n' "$(quoted "$REDISCLI_AUTH")"
        printf 'requirepass %s\n' "$(quoted "$REDISCLI_AUTH")"
    fi
} >"$settings"
exec redis-server "$settings" --sentinel
