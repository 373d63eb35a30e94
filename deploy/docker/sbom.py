"""Complete the image's bill of materials: Debian's packages beside Python's, checked against CycloneDX's schema.

`sbom.py PYTHON.cdx.json ROOT OUT.cdx.json`; ROOT is the file system that ships.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

FIELDS = "${binary:Package}\t${Version}\t${Architecture}\t${db:Status-Abbrev}\n"


def debian_components(root: Path) -> list[dict[str, Any]]:
    """Return the installed packages of a Debian file system, by name."""
    asked = ["dpkg-query", f"--admindir={root}/var/lib/dpkg", "-W", "-f", FIELDS]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout  # noqa: S603
    release = release_of(root)
    rows = [line.split("\t") for line in told.splitlines()]
    return [
        component(name, version, arch=arch, release=release)
        for name, version, arch, state in rows
        if state.startswith("ii")
    ]


def release_of(root: Path) -> str:
    """Return the name by which purls know the distribution, as in `debian-12`."""
    words = dict(
        re.findall(r'^(\w+)="?([^"\n]*)"?$', (root / "etc/os-release").read_text(encoding="utf-8"), re.MULTILINE)
    )
    return f"{words['ID']}-{words['VERSION_ID']}"


def component(name: str, version: str, *, arch: str, release: str) -> dict[str, Any]:
    """Return one package as CycloneDX has it; purl as https://github.com/package-url/purl-spec has `deb`."""
    plain = name.partition(":")[0]
    purl = PackageURL("deb", "debian", plain, version, {"arch": arch, "distro": release}).to_string()
    return {"type": "library", "bom-ref": purl, "name": plain, "version": version, "purl": purl}


def main(python: str, root: str, out: str) -> None:
    """Write the whole bill, or fail where it is not valid."""
    bill = json.loads(Path(python).read_text(encoding="utf-8"))
    bill["components"] += debian_components(Path(root))
    text = json.dumps(bill, indent=1, sort_keys=True)
    if problem := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise SystemExit(f"the bill of materials is not valid: {problem}")
    Path(out).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
