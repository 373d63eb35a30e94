"""`python -m triage_warden` is the `triage-warden` command."""

from triage_warden.cli import main

main()
