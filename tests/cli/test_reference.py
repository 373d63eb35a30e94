"""The reference page is the commands' own help."""

from pathlib import Path

from triage_warden.cli.reference import commands, reference_page, write

ROOT = Path(__file__).parents[2]


def test_the_page_in_the_repository_is_the_one_the_code_writes() -> None:
    """Run `make docs` after changing a command."""
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert page == reference_page()


def test_every_command_is_there_with_its_options() -> None:
    """And each takes --output, as the contract promises."""
    found = {name: text for name, text, _ in commands()}
    assert list(found) == [
        "triage-warden serve",
        "triage-warden migrate",
        "triage-warden analyze",
        "triage-warden ingest",
        "triage-warden doctor",
        "triage-warden incident list",
        "triage-warden incident show",
        "triage-warden incident resolve",
        "triage-warden incident reopen",
        "triage-warden incident assign",
        "triage-warden alert list",
        "triage-warden alert show",
        "triage-warden action types",
        "triage-warden action list",
        "triage-warden action show",
        "triage-warden action create",
        "triage-warden action settle",
        "triage-warden kill-switch status",
        "triage-warden kill-switch engage",
        "triage-warden kill-switch release",
        "triage-warden quarantine list",
        "triage-warden quarantine show",
        "triage-warden quarantine replay",
        "triage-warden own-list add",
        "triage-warden own-list list",
        "triage-warden own-list remove",
        "triage-warden queue list",
        "triage-warden queue show",
        "triage-warden queue retry",
        "triage-warden queue discard",
        "triage-warden connector list",
        "triage-warden connector show",
        "triage-warden connector test",
        "triage-warden source list",
        "triage-warden source test",
        "triage-warden source explain",
        "triage-warden source secret set",
        "triage-warden source secret rotate",
        "triage-warden source secret remove",
        "triage-warden user list",
        "triage-warden user create",
        "triage-warden user update",
        "triage-warden user disable",
        "triage-warden user enable",
        "triage-warden user reset-password",
        "triage-warden user second-factor-off",
        "triage-warden user end-sessions",
        "triage-warden service-account list",
        "triage-warden service-account create",
        "triage-warden service-account update",
        "triage-warden service-account disable",
        "triage-warden service-account enable",
        "triage-warden audit list",
        "triage-warden audit export",
        "triage-warden audit verify",
        "triage-warden api-key list",
        "triage-warden api-key create",
        "triage-warden api-key rotate",
        "triage-warden api-key revoke",
        "triage-warden keys rotate",
        "triage-warden backup create",
        "triage-warden backup restore",
    ]
    assert "\n## triage-warden incident show\n\nNeeds `alerts:read` and `incidents:read`.\n" in reference_page()
    assert "\n## triage-warden keys rotate\n\nNeeds no server; it works on the database and" in reference_page()
    assert all("--output <table|json>" in text for text in found.values())


def test_the_page_is_written_where_the_docs_are(tmp_path: Path) -> None:
    """`make docs` calls this."""
    (tmp_path / "docs/reference").mkdir(parents=True)
    write(tmp_path)
    assert (tmp_path / "docs/reference/cli.md").read_text(encoding="utf-8") == reference_page()
