"""When certificates end."""

from datetime import datetime

from cryptography import x509


def first_end(pem: bytes) -> datetime:
    """Return when the first of a chain's certificates ends: from then on the chain is not believed.

    Raises:
        ValueError: there is no certificate in it, or one that cannot be read.
    """
    return min(_ends(pem))


def last_end(pem: bytes) -> datetime:
    """Return when the last of a list of authorities ends: lists carry old ones along that nobody needs any more.

    Raises:
        ValueError: as above.
    """
    return max(_ends(pem))


def _ends(pem: bytes) -> list[datetime]:
    return [each.not_valid_after_utc for each in x509.load_pem_x509_certificates(pem)]
