"""The garbage collector of a process that serves: what was there at the start is there to stay.

A full collection walks every object alive, some 200,000 of them modules, classes and routes, and nothing else runs
meanwhile: 100 to 200 ms in which no request is answered, several times in every burst of alerts.
"""

import gc
from typing import Final

_YOUNG: Final = 10_000
"""New containers between collections of the young; an alert being read is some 40, all needed until it is stored."""


def pause() -> None:
    """Collect nothing while the program is imported and put together: all of it is to stay."""
    gc.disable()


def settle() -> None:
    """Clear away what starting left behind, put the rest out of the collector's sight, and collect again from here."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG)
    gc.enable()
