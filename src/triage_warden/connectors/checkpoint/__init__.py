"""Check Point: logs of the Log Exporter."""
