"""The connectors over HTTP."""
