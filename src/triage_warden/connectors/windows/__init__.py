"""Windows Security, System and Sysmon events, as XML and in their JSON forms."""
