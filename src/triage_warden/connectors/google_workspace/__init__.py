"""Google Workspace: alerts of the alert center."""
