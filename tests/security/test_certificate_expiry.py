"""When certificates end."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kit.certificates import make_certificates
from triage_warden.security.certificate_expiry import first_end, last_end


def test_a_chain_ends_with_its_first_and_a_list_with_its_last(tmp_path: Path) -> None:
    """Together in one file, as certificate authorities hand them out."""
    short = make_certificates(tmp_path, lasting=timedelta(days=3)).cert.read_bytes()
    long = make_certificates(tmp_path, lasting=timedelta(days=30)).ca.read_bytes()
    now = datetime.now(UTC)  # noqa: TID251  # certificates are made on the real clock
    assert timedelta(days=2.9) < first_end(short + long) - now < timedelta(days=3)
    assert timedelta(days=29.9) < last_end(short + long) - now < timedelta(days=30)


@pytest.mark.parametrize("pem", [b"", b"nothing of the sort", b"-----BEGIN CERTIFICATE-----\n!"])
def test_a_file_without_one_is_told(pem: bytes) -> None:
    """Never another error."""
    with pytest.raises(ValueError, match=r".*"):
        first_end(pem)
