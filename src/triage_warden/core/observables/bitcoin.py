"""Bitcoin addresses, told from other strings of letters by their checksums."""

from hashlib import sha256

from triage_warden.core.observables.errors import NotAnObservable

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_VALUE = {character: value for value, character in enumerate(_BASE58)}
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_VALUE = {character: value for value, character in enumerate(_BECH32)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKS = (1, 0x2BC830A3)
"""The remainders of BIP 173 (bech32) and BIP 350 (bech32m)."""
_VERSIONS = (0x00, 0x05)
"""Main net pay-to-public-key-hash and pay-to-script-hash."""
_PAYLOAD = 25
_LONGEST = 90


def bitcoin_address(value: str) -> str:
    """Return a main net address whose checksum holds: base58check as written, bech32 and bech32m in lower case."""
    value = value.strip()
    if value[:3].lower() == "bc1" and len(value) <= _LONGEST and value in (value.lower(), value.upper()):
        if _bech32_holds(value.lower()):
            return value.lower()
    elif len(value) <= _LONGEST and _base58_holds(value):
        return value
    raise NotAnObservable(detail="not a bitcoin address")


def _base58_holds(value: str) -> bool:
    if not value or any(character not in _BASE58_VALUE for character in value):
        return False
    number = 0
    for character in value:
        number = number * 58 + _BASE58_VALUE[character]
    zeros = len(value) - len(value.lstrip("1"))
    payload = b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
    return (
        len(payload) == _PAYLOAD
        and payload[0] in _VERSIONS
        and sha256(sha256(payload[:-4]).digest()).digest()[:4] == payload[-4:]
    )


def _bech32_holds(value: str) -> bool:
    data = value[3:]
    if not data or any(character not in _BECH32_VALUE for character in data):
        return False
    checksum = 1
    for five_bits in (3, 3, 0, 2, 3, *(_BECH32_VALUE[character] for character in data)):
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ five_bits
        for bit, generator in enumerate(_GENERATOR):
            checksum ^= generator if top >> bit & 1 else 0
    return checksum in _CHECKS
