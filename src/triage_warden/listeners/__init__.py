"""Ways in beside HTTP: sockets that take alerts and hand them to take-in."""
