"""Give memory back to the system when a burst is over.

The C library keeps what was freed in as many arenas as there are threads, and takes larger and larger blocks from
them once one large block was freed: after some batches of 1.5 MB the process stays 15 MiB larger than it needs to be.
"""

import ctypes
from typing import Final

_KIB: Final = 1024
_OPTIONS: Final = (
    (-1, 1024 * _KIB),  # M_TRIM_THRESHOLD: give back what is free at the end of the heap from here on
    (-3, 256 * _KIB),  # M_MMAP_THRESHOLD: blocks from here on come from the system and go back to it by themselves
    (-8, 2),  # M_ARENA_MAX: the interpreter lets one thread run at a time
)
"""Names and numbers of glibc's malloc.h, see mallopt(3)."""


def give_back_memory() -> bool:
    """Tell the C library; return False where it is another than glibc, which needs no telling or takes none."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return False
    return all(mallopt(option, value) for option, value in _OPTIONS)
