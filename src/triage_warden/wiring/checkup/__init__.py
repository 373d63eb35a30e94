"""Whether an installation is in order: what `triage-warden doctor` looks at."""
