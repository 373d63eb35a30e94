#!/bin/sh
# Redis: alone, or one of several, which copies the master or is it. Nothing is kept on disk: leases are renewed every
# few seconds, and fencing tokens are in PostgreSQL.
set -eu
. /scripts/functions.sh
umask 077
settings=/run/redis/redis.conf
cat /scripts/redis.conf >"$settings"
if [ -n "${REDISCLI_AUTH:-}" ]; then
    {
        printf 'requirepass %s\n' "$(quoted "$REDISCLI_AUTH")"
        printf 'masterauth %s\n' "$(quoted "$REDISCLI_AUTH")"
    } >>"$settings"
fi
if [ -n "${NODES:-}" ]; then
    ADDRESSES=$(addresses)
    HERE=$(address_of "$OWN")
    chosen=$(master)
    {
        echo "replica-announce-ip $HERE"
        echo "replica-announce-port 6379"
        [ "$chosen" = "$HERE" ] || echo "replicaof $chosen 6379"
    } >>"$settings"
fi
exec redis-server "$settings"
