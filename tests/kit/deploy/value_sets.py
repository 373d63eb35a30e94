"""The sets of values that the chart is tried with, and the Secrets that somebody made for each."""

from collections.abc import Mapping
from typing import Any, Final

from kit.deploy.helm import ROOT, render
from kit.deploy.manifests import Manifest

FOLDER: Final = ROOT / "tests" / "deploy" / "values"
SETS: Final = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml"))}

GUIDE_SECRET: Final = {
    "TW_ENCRYPTION_KEY": "8yzvpGB9WqXI1GxCaUsnWcBOUcMeAdZy2Tj0c4WbEqA=",
    "TW_JWT_SECRET": "4f1c7e2ab9d05836c1ea94d7720b5fe8934ac6d1b07e52f8",
    "TW_SESSION_SECRET": "b6a0d3f95c71e284af3d6092c8e175b40f92ad6c3e81b75d",
    "DATABASE_URL": "postgres://user:password@postgres:5432/triage_warden",
}
"""What the guide's third step makes."""
_AWKWARD: Final = "p@ss/w%rd:#?&+ $(HOME) \"'\\"
"""A password that breaks whatever puts it anywhere unencoded."""
_SYSLOG: Final = {"tls.crt": "a chain", "tls.key": "its key", "ca.crt": "an authority"}
_GIVEN: Final[dict[str, dict[str, Mapping[str, str]]]] = {
    "production": {
        "triage-warden-secrets": {**GUIDE_SECRET, "DATABASE_PASSWORD": _AWKWARD, "REDIS_PASSWORD": _AWKWARD},
    },
    "external-host": {
        "triage-warden-secrets": {**GUIDE_SECRET, "REDIS_SENTINEL_PASSWORD": _AWKWARD},
        "database": {"pass": _AWKWARD},
        "redis": {"pass": _AWKWARD},
    },
    "external-url": {"triage-warden-secrets": {**GUIDE_SECRET, "REDIS_URL": "redis://redis.example.com:6379/0"}},
    "everything": {"triage-warden-secrets": GUIDE_SECRET, "syslog-tls": _SYSLOG},
    "syslog": {"triage-warden-secrets": GUIDE_SECRET, "syslog-tls": _SYSLOG},
    "trial": {},
}


def given(name: str) -> dict[str, Mapping[str, str]]:
    """Return the Secrets, by name, that are there before the chart is installed with a set of values."""
    return _GIVEN.get(name, {"triage-warden-secrets": GUIDE_SECRET})


def rendering(name: str, **how: Any) -> list[Manifest]:
    """Return what the chart makes of a set of values."""
    return render(SETS[name], **how)


def fullname(name: str) -> str:
    """Return what names of a set's objects begin with."""
    return "tw" if name == "everything" else "triage-warden"
