#!/bin/sh
# One of several Redis, which copies the master or is it. Nothing is kept on disk: leases are renewed every few seconds,
# and fencing tokens are in PostgreSQL.
set -eu
. "${SCRIPTS:-/scripts}/functions.sh"
umask 077
settings=${RUN:-/run/redis}/redis.conf
cat "${SCRIPTS:-/scripts}/redis.conf" >"$settings"
if [ -n "${REDISCLI_AUTH:-}" ]; then
    {
        echo "requirepass $(quoted "$REDISCLI_AUTH")"
        echo "masterauth $(quoted "$REDISCLI_AUTH")"
    } >>"$settings"
fi
if [ -n "${NODES:-}" ]; then
    {
        echo "replica-announce-ip $OWN"
        echo "replica-announce-port 6379"
        chosen=$(master)
        [ "$chosen" = "$OWN" ] || echo "replicaof $chosen 6379"
    } >>"$settings"
fi
exec redis-server "$settings"
