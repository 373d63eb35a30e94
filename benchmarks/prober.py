"""Ask `/live` again and again, as a process of its own: how long it takes is how long the event loop stood still.

`python -m benchmarks.prober HOST PORT`: asks every 25 ms until its input ends, then prints the seconds that each
answer took as one JSON array. What other processes do with the processor counts too, so it is an upper bound.
"""

import http.client
import json
import select
import sys
import time
from typing import Final

EVERY: Final = 0.025


def main(host: str, port: str) -> None:
    """Probe until told to stop."""
    connection = http.client.HTTPConnection(host, int(port), timeout=60)
    took: list[float] = []
    print("ready", flush=True)
    while not select.select([sys.stdin], [], [], EVERY)[0]:
        began = time.monotonic()
        connection.request("GET", "/live")
        connection.getresponse().read()
        took.append(time.monotonic() - began)
    json.dump(took, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
