"""Mimecast: targeted threat protection and SIEM logs."""
