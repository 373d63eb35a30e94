"""The `triage-warden` command; one file for each noun."""


def main() -> None:
    """Run the command."""
