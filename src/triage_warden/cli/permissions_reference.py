"""Write who may do what: `python -m triage_warden.cli.permissions_reference` writes docs/reference/permissions.md."""

from collections import defaultdict
from pathlib import Path

from triage_warden.cli.access import Needs
from triage_warden.cli.reference import commands
from triage_warden.core.identity.permissions import Permission
from triage_warden.web.permissions_reference import rendered


def permissions_page() -> str:
    """Return docs/reference/permissions.md."""
    return rendered(by_permission())


def by_permission() -> dict[Permission, list[str]]:
    """Return the commands that need each permission, without the name of the program."""
    found = defaultdict[Permission, list[str]](list)
    for name, _, declared in commands():
        for permission in declared.permissions if isinstance(declared, Needs) else ():
            found[permission].append(name.partition(" ")[2])
    return dict(found)


def write(root: Path) -> None:
    """Write the page below the repository's root."""
    (root / "docs" / "reference" / "permissions.md").write_text(permissions_page(), encoding="utf-8")


if __name__ == "__main__":
    write(Path.cwd())
