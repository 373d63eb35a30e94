# Read by the other scripts. NODES: every node's name, the first one first; OWN: this one's. Each name is a Service with
# an address that stays, so names are looked up once: a Sentinel that asks for the name of a lost node again and again
# is held up by slow answers, takes its clock for broken and names nobody for half a minute (its TILT mode).

# Write a word as Redis' configuration has it: quoted. Print it with printf: dash's echo reads backslashes.
quoted() {
    printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"
}

# Say where a name is.
address_of() {
    for _ in $(seq 60); do
        found=$(getent hosts "$1" | head -n 1 | cut -d ' ' -f 1)
        [ -n "$found" ] && break
        sleep 1
    done
    if [ -z "$found" ]; then
        echo "nobody knows $1" >&2
        return 1
    fi
    echo "$found"
}

addresses() {
    for name in $NODES; do
        address_of "$name" || return 1
    done
}

# Ask a node; silent where it does not answer. REDISCLI_AUTH has the password.
ask() {
    node=$1 port=$2
    shift 2
    timeout 3 redis-cli -h "$node" -p "$port" --raw "$@" 2>/dev/null || true
}

# Say whom a Sentinel names, if that is one of us.
named_by() {
    named=$(ask "$1" 26379 SENTINEL GET-MASTER-ADDR-BY-NAME mymaster | head -n 1)
    for address in $ADDRESSES; do
        if [ "$address" = "$named" ]; then
            echo "$named"
            return
        fi
    done
}

# Say who the master is: whom a Sentinel names, else whoever says so itself, else the first.
master() {
    for each in $ADDRESSES; do
        chosen=$(named_by "$each")
        if [ -n "$chosen" ]; then
            echo "$chosen"
            return
        fi
    done
    for each in $ADDRESSES; do
        if [ "$each" != "$HERE" ] && ask "$each" 6379 INFO replication | grep -q '^role:master'; then
            echo "$each"
            return
        fi
    done
    echo "$ADDRESSES" | head -n 1
}
