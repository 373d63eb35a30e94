"""Pack the chart as a repository that `helm repo add` takes: `python -m deploy.helm.package FOLDER`.

Helm's own `package` writes the present time into the archive; this one makes the same bytes of the same files, so that
anybody can build a release again and compare digests.
"""

import gzip
import hashlib
import io
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import yaml

from deploy.helm.values import CHART

_RELEASED: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""What the index gives as the time of making: one time, as the archive's files have one."""
_LEFT_OUT: Final = frozenset({".helmignore"})


def package(folder: Path) -> list[Path]:
    """Write the archive and index.yaml into a folder; return both."""
    chart: dict[str, Any] = yaml.safe_load((CHART / "Chart.yaml").read_text(encoding="utf-8"))
    content = _archive()
    archive = folder / f"{chart['name']}-{chart['version']}.tgz"
    folder.mkdir(parents=True, exist_ok=True)
    archive.write_bytes(content)
    index = folder / "index.yaml"
    index.write_text(_index(chart, archive.name, content), encoding="utf-8")
    return [archive, index]


def _archive() -> bytes:
    packed = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=packed, mode="wb", filename="", mtime=0) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for path in sorted(each for each in CHART.rglob("*") if each.is_file() and each.name not in _LEFT_OUT):
            content = path.read_bytes()
            entry = tarfile.TarInfo(f"{CHART.name}/{path.relative_to(CHART).as_posix()}")
            entry.size, entry.mode, entry.mtime = len(content), 0o644, int(_RELEASED.timestamp())
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def _index(chart: dict[str, Any], name: str, content: bytes) -> str:
    """Addresses in it are relative: the folder may be served from anywhere."""
    made = _RELEASED.isoformat().replace("+00:00", "Z")
    entry = {**chart, "created": made, "digest": hashlib.sha256(content).hexdigest(), "urls": [name]}
    index = {"apiVersion": "v1", "generated": made, "entries": {chart["name"]: [entry]}}
    return yaml.safe_dump(index, sort_keys=True)


if __name__ == "__main__":
    for each in package(Path(sys.argv[1])):
        print(each)  # noqa: T201  # what was made is this command's answer
