#!/bin/sh
# Ready: it answers, and it is the master or copies it.
set -eu
found=$(timeout 3 redis-cli -h 127.0.0.1 -p 6379 --raw INFO replication)
echo "$found" | grep -q '^role:master' || echo "$found" | grep -q '^master_link_status:up'
