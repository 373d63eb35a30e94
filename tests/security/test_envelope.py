"""Tests of envelope encryption."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.secrets.errors import KeyMissing, SecretSpoiled
from triage_warden.core.secrets.model import Sealed
from triage_warden.security.envelope import Keyring, key_id_of

OLD, NEW = b"\x01" * 32, b"\x02" * 32
PLACE, ELSEWHERE = b"tenant|connector|a", b"tenant|connector|b"


@given(st.binary(max_size=300))
def test_what_was_sealed_opens(plaintext: bytes) -> None:
    """Byte for byte, and never twice the same."""
    keyring = Keyring([NEW, OLD])
    one, other = keyring.seal(plaintext, PLACE), keyring.seal(plaintext, PLACE)
    assert keyring.open(one, PLACE) == plaintext
    assert (one.wrapped, one.ciphertext) != (other.wrapped, other.ciphertext)
    assert one.key_id == keyring.key_id == key_id_of(NEW)


def test_an_old_key_opens_what_it_sealed_as_long_as_it_is_listed() -> None:
    """Taken out of the list, the refusal names it and what to do."""
    sealed = Keyring([OLD]).seal(b"s", PLACE)
    assert Keyring([NEW, OLD]).open(sealed, PLACE) == b"s"
    with pytest.raises(KeyMissing, match=key_id_of(OLD)):
        Keyring([NEW]).open(sealed, PLACE)


def test_a_secret_opens_in_its_own_place_alone() -> None:
    """Moved to another row, tenant or field it is spoiled."""
    keyring = Keyring([OLD])
    with pytest.raises(SecretSpoiled):
        keyring.open(keyring.seal(b"s", PLACE), ELSEWHERE)


@given(data=st.data(), part=st.sampled_from(["wrapped", "ciphertext"]))
def test_any_changed_bit_spoils_it(data: st.DataObject, part: str) -> None:
    """Of the wrapped key, the ciphertext, their nonces and tags."""
    keyring = Keyring([OLD])
    sealed = keyring.seal(b"some secret", PLACE)
    whole = bytearray(getattr(sealed, part))
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SecretSpoiled):
        keyring.open(msgspec.structs.replace(sealed, **{part: bytes(whole)}), PLACE)


@pytest.mark.parametrize("length", [0, 5, 12, 27])
def test_what_was_cut_off_is_spoiled(length: int) -> None:
    """Not an error of the library's."""
    keyring = Keyring([OLD])
    sealed = keyring.seal(b"s", PLACE)
    for cut in (
        msgspec.structs.replace(sealed, wrapped=sealed.wrapped[:length]),
        msgspec.structs.replace(sealed, ciphertext=sealed.ciphertext[:length]),
    ):
        with pytest.raises(SecretSpoiled):
            keyring.open(cut, PLACE)


def test_a_wrapped_key_of_another_secret_does_not_open_this_one() -> None:
    """Parts of two secrets do not mix."""
    keyring = Keyring([OLD])
    one, other = keyring.seal(b"one", PLACE), keyring.seal(b"other", PLACE)
    mixed = Sealed(key_id=one.key_id, wrapped=one.wrapped, ciphertext=other.ciphertext)
    with pytest.raises(SecretSpoiled):
        keyring.open(mixed, PLACE)


@pytest.mark.parametrize("keys", [[], [b"short"], [OLD, b"\x00" * 16]])
def test_keys_have_their_length(keys: list[bytes]) -> None:
    """AES-256 or nothing."""
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(keys)


def test_a_keyring_shows_ids_alone() -> None:
    """Printed in a traceback it gives nothing away."""
    shown = repr(Keyring([OLD, NEW]))
    assert key_id_of(OLD) in shown
    assert OLD.hex() not in shown
    assert repr(OLD) not in shown
