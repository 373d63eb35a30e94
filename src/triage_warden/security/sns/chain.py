"""Whether a certificate that SNS signs with is AWS's own; pure."""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

import httpx
from cryptography import x509
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import verification
from cryptography.x509.oid import AuthorityInformationAccessOID

from triage_warden.core.identity.source_secrets import Topic
from triage_warden.security.sns.message import host_of, suffix_of

MOST_CERTIFICATES: Final = 5
_GOVERNMENT: Final = "sns-us-gov-west-1.amazonaws.com"


def read_certificates(data: bytes) -> tuple[x509.Certificate, ...]:
    """Return the certificates of a file, in PEM or one in DER; none where it holds none."""
    try:
        if b"-----BEGIN" in data:
            return tuple(x509.load_pem_x509_certificates(data)[:MOST_CERTIFICATES])
        return (x509.load_der_x509_certificate(data),)
    except ValueError:
        return ()


def is_trusted(
    certificates: Sequence[x509.Certificate], roots: verification.Store, topic: Topic, *, at: datetime
) -> bool:
    """Tell whether the first of some certificates is good now, leads to a root, and is SNS's in the topic's region."""
    leaf, others = certificates[0], list(certificates[1:])
    policy = verification.PolicyBuilder().store(roots).time(at.astimezone(UTC).replace(tzinfo=None))
    for name in names_of(topic):
        try:
            policy.build_server_verifier(x509.DNSName(name)).verify(leaf, others)
        except verification.VerificationError:
            continue
        return True
    return False


def system_roots() -> verification.Store:
    """Return the authorities that TLS trusts here: certifi's, or those in SSL_CERT_FILE or SSL_CERT_DIR."""
    return verification.Store(list(_readable(httpx.create_ssl_context().get_ca_certs(binary_form=True))))


def names_of(topic: Topic) -> tuple[str, ...]:
    """Return the names under which SNS signs in a topic's region, as AWS's own SDKs have them.

    https://github.com/aws/aws-sdk-java-v2/tree/master/services-custom/sns-message-manager; all are names that nobody
    but AWS gets a certificate for.
    """
    region, suffix = topic.region, suffix_of(topic)
    names = [f"sns.{suffix}", f"sns-signing.{region}.{suffix}", f"sns-{region}.{suffix}", host_of(topic)]
    return (*names, _GOVERNMENT) if topic.partition == "aws-us-gov" else tuple(names)


def issuer_address(certificate: x509.Certificate) -> str | None:
    """Return where a certificate says that its issuer's lies (RFC 5280 §4.2.2.1); None where it does not."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, ValueError):
        return None
    wanted = AuthorityInformationAccessOID.CA_ISSUERS
    addresses = [each.access_location for each in found if each.access_method == wanted]
    return next((str(each.value) for each in addresses if isinstance(each, x509.UniformResourceIdentifier)), None)


def _readable(certificates: Iterable[bytes]) -> Iterator[x509.Certificate]:
    for each in certificates:
        # An old authority that breaks the rules of encoding is one less: cryptography warns of it, and will refuse it.
        with warnings.catch_warnings(), suppress(ValueError):
            warnings.simplefilter("ignore", CryptographyDeprecationWarning)
            yield x509.load_der_x509_certificate(each)
