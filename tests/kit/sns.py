"""Amazon SNS as far as a subscriber sees it: signs as AWS's published algorithm says, with certificates of its own.

https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
"""

import base64
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from cryptography.x509.verification import Store

from kit.clock import FrozenClock
from triage_warden.security.sns.certificates import SigningCertificates
from triage_warden.security.sns.check import SnsCheck

REGION = "eu-central-1"
TOPIC = f"arn:aws:sns:{REGION}:123456789012:guardduty"
HOST = f"sns.{REGION}.amazonaws.com"
CERTIFICATE = f"https://{HOST}/SimpleNotificationService-0123456789abcdef.pem"
ISSUER = "http://crt.example.com/intermediate.cer"


@cache
def _key(name: str) -> rsa.RSAPrivateKey:
    del name
    return rsa.generate_private_key(65537, 2048)


@dataclass(slots=True)
class FakeSns:
    """Signs what it is told to, and serves its certificate; a test twists what it likes."""

    clock: FrozenClock = field(default_factory=FrozenClock)
    name: str = "sns.amazonaws.com"
    version: str = "2"
    days: int = 30
    whole_chain: bool = False
    self_signed: bool = False
    status: int = 200
    confirm_status: int = 200
    asked: list[str] = field(default_factory=list[str])

    def check(self) -> SnsCheck:
        """Return our side of it."""
        http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))
        roots = Store([self.certificate("root")])
        return SnsCheck(SigningCertificates(http, http, lambda: roots, self.clock), http)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Serve."""
        self.asked.append(str(request.url))
        if request.url.path.endswith(".pem"):
            names = ("leaf", "intermediate") if self.whole_chain else ("leaf",)
            pem = b"".join(self.certificate(name).public_bytes(Encoding.PEM) for name in names)
            return httpx.Response(self.status, content=pem)
        if str(request.url) == ISSUER:
            return httpx.Response(200, content=self.certificate("intermediate").public_bytes(Encoding.DER))
        return httpx.Response(self.confirm_status, text="<ConfirmSubscriptionResponse/>")

    def notification(self, message: str, **changes: str | None) -> bytes:
        """Return a signed notification; changes are made before it is signed."""
        return self.signed({"Type": "Notification", "Message": message, "Subject": "GuardDuty Finding", **changes})

    def confirmation(self, kind: str = "SubscriptionConfirmation", **changes: str | None) -> bytes:
        """Return a signed question whether somebody listens, or notice that nobody does any more."""
        visit = f"https://{HOST}/?Action=ConfirmSubscription&TopicArn={TOPIC}&Token=2336412f37"
        fields = {"Type": kind, "Message": "You have chosen", "Token": "2336412f37", "SubscribeURL": visit}
        return self.signed({**fields, **changes})

    def signed(self, fields: dict[str, str | None]) -> bytes:
        """Return a message over these fields."""
        known: dict[str, str | None] = {
            "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
            "TopicArn": TOPIC,
            "Timestamp": self.stamp(self.clock.now()),
            "SignatureVersion": self.version,
            "SigningCertURL": CERTIFICATE,
        }
        told = {name: value for name, value in (known | fields).items() if value is not None}
        signed = ("Message", "MessageId", "SubscribeURL", "Subject", "Timestamp", "Token", "TopicArn", "Type")
        text = "".join(f"{name}\n{told[name]}\n" for name in signed if name in told)
        hashed = hashes.SHA1() if self.version == "1" else hashes.SHA256()  # noqa: S303  # AWS's version 1
        signature = _key("leaf").sign(text.encode(), padding.PKCS1v15(), hashed)
        return json.dumps(told | {"Signature": base64.b64encode(signature).decode()}).encode()

    @staticmethod
    def stamp(at: datetime) -> str:
        """Return a time as SNS writes it."""
        return f"{at:%Y-%m-%dT%H:%M:%S}.655Z"

    def certificate(self, which: str) -> x509.Certificate:
        """Return the certificate of the root, of the authority below it, or of SNS."""
        issuer = {"root": "root", "intermediate": "root", "leaf": "leaf" if self.self_signed else "intermediate"}[which]
        now, key, signing = self.clock.now(), _key(which), _key(issuer)
        subject = self.name if which == "leaf" else f"Test {which}"
        above = self.name if issuer == "leaf" else f"Test {issuer}"
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, above)]))
            .public_key(key.public_key())
            .serial_number(1000 + len(which))
            .not_valid_before(now - timedelta(days=30))
            .not_valid_after(now + timedelta(days=self.days if which == "leaf" else 3650))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
            .add_extension(x509.BasicConstraints(ca=which != "leaf", path_length=None), critical=True)
            .add_extension(_usage(signs=which != "leaf"), critical=True)
        )
        return _named(builder, self.name, which).sign(signing, hashes.SHA256())


def _named(builder: x509.CertificateBuilder, name: str, which: str) -> x509.CertificateBuilder:
    if which != "leaf":
        return builder
    access = x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(ISSUER))
    return (
        builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
