"""Where data is kept."""

from dataclasses import dataclass, field
from pathlib import Path

from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class StorageSettings:
    """Where data is kept."""

    database_url: str | None = field(
        default=None,
        repr=False,
        metadata={
            "about": About(
                "PostgreSQL to use (`postgres://` or `postgresql://`, 14 to 18); unset starts an embedded one.",
                variable="DATABASE_URL",
            ),
        },
    )
    database_password: str | None = field(
        default=None,
        repr=False,
        metadata={
            "about": About(
                "Password of the account in DATABASE_URL, where that holds none; any signs may be in it, as they are.",
                variable="DATABASE_PASSWORD",
            ),
        },
    )
    database_max_connections: int = field(
        default=10,
        metadata={
            "about": About(
                "Most database connections one process opens.",
                variable="DATABASE_MAX_CONNECTIONS",
                least=6,
                most=500,
            ),
        },
    )
    data_dir: Path | None = field(
        default=None,
        metadata={
            "about": About("Folder of the embedded database; unset: `triage-warden` in the user's data home."),
        },
    )
    xdg_data_home: Path | None = field(
        default=None,
        metadata={"about": About("The user's data home, by the XDG convention.", variable="XDG_DATA_HOME")},
    )
    sources_dir: Path | None = field(
        default=None,
        metadata={"about": About("Folder of mappings (`*.toml`), each a source of alerts beside the built-in ones.")},
    )
