"""Seconds until the product is ready, with its own embedded database: on an empty data folder, and on its own again."""

import msgspec

from benchmarks.product import Memory, a_folder, serving


class Starting(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds from the command to `ready`; the memory is that of a process that nobody has asked anything yet."""

    first_s: float
    again_s: float
    idle: Memory


def measure_starting(times: int = 3) -> Starting:
    """Return the first start and the median of those that follow."""
    with a_folder() as folder:
        with serving(folder) as product:
            first, idle = product.ready_after, product.memory()
        again = list[float]()
        for _ in range(times):
            with serving(folder) as product:
                again.append(product.ready_after)
                idle = product.memory()
    return Starting(first_s=round(first, 2), again_s=round(sorted(again)[times // 2], 2), idle=idle)
