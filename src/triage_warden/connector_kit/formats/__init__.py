"""What payloads are written in, told from their bytes: JSON, CEF, LEEF, syslog, key=value, CSV, XML, plain text."""
