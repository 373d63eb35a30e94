"""Write what the chart carries of values.yaml, the settings and the version: `python -m deploy.helm.reference`."""

import json
import re
import tomllib
from pathlib import Path
from typing import Final

from deploy.helm.readme import readme
from deploy.helm.schema import schema
from deploy.helm.settings import REQUIRED, optional_secrets
from deploy.helm.values import CHART, read_values

_PROJECT: Final = Path(__file__).parents[2] / "pyproject.toml"


def written() -> dict[Path, str]:
    """Return every file that is written, by its path."""
    values = read_values((CHART / "values.yaml").read_text(encoding="utf-8"))
    secrets = {"required": list(REQUIRED), "optional": optional_secrets()}
    return {
        CHART / "README.md": readme(values, optional_secrets()),
        CHART / "values.schema.json": schema(values),
        CHART / "files" / "settings.json": json.dumps(secrets, indent=2) + "\n",
        CHART / "Chart.yaml": _versioned((CHART / "Chart.yaml").read_text(encoding="utf-8"), version()),
    }


def version() -> str:
    """Return the project's version."""
    found: str = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"]
    return found


def _versioned(chart: str, number: str) -> str:
    """Put the version where Chart.yaml has it: the chart and the program are released together."""
    with_own = re.sub(r"^version: .*$", f"version: {number}", chart, flags=re.MULTILINE)
    return re.sub(r"^appVersion: .*$", f'appVersion: "{number}"', with_own, flags=re.MULTILINE)


if __name__ == "__main__":
    for path, text in written().items():
        path.write_text(text, encoding="utf-8")
