"""How the embedded server is set up: small, durable, deaf to the network."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

DURABLE: Final[Mapping[str, str]] = {
    # On the network: nothing. The socket lies in a folder that only its owner may enter.
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    # Committed means on disk (law 2).
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # One machine, no standby: less to log.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "wal_compression": "pglz",  # the wheel is built without lz4 and zstd
    "max_wal_size": "512MB",
    "checkpoint_timeout": "10min",
    # A guest on a laptop.
    "max_connections": "60",
    "shared_buffers": "64MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_parallel_workers_per_gather": "0",  # /dev/shm is 64 MB in a container by default
    "max_parallel_maintenance_workers": "0",
    "max_worker_processes": "2",
    "autovacuum_max_workers": "2",
    "autovacuum_naptime": "20s",  # the table of fingerprints is hot
    "jit": "off",
    "huge_pages": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Messages without the values of alerts in them.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
}
THROWAWAY: Final[Mapping[str, str]] = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Laid over the above for databases that live as long as a test run."""


def as_arguments(settings: Mapping[str, str], sockets: Path) -> list[str]:
    """Return the settings as the server's command line, so that none lingers in the data folder."""
    quoted = '"' + str(sockets) + '"'
    pairs = {**settings, "unix_socket_directories": quoted}
    return [part for name, value in pairs.items() for part in ("-c", f"{name}={value}")]
