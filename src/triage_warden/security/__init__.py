"""Cryptography and protocols of identity: passwords, one-time codes, tokens, OIDC."""
