"""Microsoft 365: the Office 365 management activity log."""
