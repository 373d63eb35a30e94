"""The `triage-warden` command; one file for each noun."""


def main() -> None:
    """Run the command; whatever happens, the terminal sees no traceback."""
    from triage_warden.cli.app import app
    from triage_warden.cli.edge import prepare

    prepare()
    app(prog_name="triage-warden")
