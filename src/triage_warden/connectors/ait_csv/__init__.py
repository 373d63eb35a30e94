"""Sample source: a CSV of alerts from several detectors, one row each."""
