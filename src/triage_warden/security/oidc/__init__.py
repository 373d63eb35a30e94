"""OpenID Connect: signing in at somebody else's door."""
