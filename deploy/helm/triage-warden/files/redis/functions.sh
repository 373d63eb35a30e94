# Read by the other scripts. NODES: every node's name, the first one first; OWN: this one's.

# Write a word as Redis' configuration has it: quoted.
quoted() {
    printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"
}

# Ask a node; silent where it does not answer. REDISCLI_AUTH has the password.
ask() {
    node=$1 port=$2
    shift 2
    timeout 3 redis-cli -h "$node" -p "$port" --raw "$@" 2>/dev/null || true
}

is_node() {
    for node in $NODES; do
        [ "$node" = "$1" ] && return 0
    done
    return 1
}

# Say who the master is: whom a Sentinel names, else whoever says so itself, else the first.
master() {
    for each in $NODES; do
        named=$(ask "$each" 26379 SENTINEL GET-MASTER-ADDR-BY-NAME mymaster | head -n 1)
        if is_node "$named"; then
            echo "$named"
            return
        fi
    done
    for each in $NODES; do
        if [ "$each" != "$OWN" ] && ask "$each" 6379 INFO replication | grep -q '^role:master'; then
            echo "$each"
            return
        fi
    done
    echo "${NODES%% *}"
}

# Sentinel does not start on a name that nobody knows yet.
wait_for_name() {
    for _ in $(seq 60); do
        getent hosts "$1" >/dev/null && return 0
        sleep 1
    done
    echo "nobody knows $1" >&2
    return 1
}
