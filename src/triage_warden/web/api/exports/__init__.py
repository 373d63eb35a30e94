"""Out again: alerts as OCSF, observables as STIX and CSV."""
