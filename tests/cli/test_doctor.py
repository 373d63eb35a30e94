"""`triage-warden doctor`."""

import json
from pathlib import Path

from kit.command import run


def test_a_line_for_each_and_exit_1_where_something_is_wrong(tmp_path: Path) -> None:
    """The remedy stands in the line."""
    environment = {"DATABASE_URL": "postgresql://u:p@127.0.0.1:1/db", "TW_DATA_DIR": str(tmp_path)}
    result = run(["doctor"], env=environment)
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert [line.split()[:2] for line in lines] == [
        ["ok", "settings"],
        ["ok", "secrets"],
        [lines[2].split()[0], "disk"],
        ["wrong", "database"],
        ["ok", "redis"],
        ["ok", "outgoing"],
    ]
    assert "Check DATABASE_URL" in lines[3]
    as_json = run(["doctor", "--output", "json"], env=environment).stdout.splitlines()
    assert [json.loads(line)["name"] for line in as_json] == [line.split()[1] for line in lines]
