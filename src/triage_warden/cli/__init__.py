"""The `triage-warden` command; one file for each noun."""


def main() -> None:
    """Run the command; whatever happens, the terminal sees no traceback."""
    from typer.main import get_command

    from triage_warden.cli.app import app
    from triage_warden.cli.edge import prepare

    prepare()
    get_command(app)(prog_name="triage-warden")  # calling the app itself would put back a hook that prints tracebacks
