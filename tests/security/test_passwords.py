"""Tests of password hashes."""

import asyncio

import pytest
from argon2 import Parameters, Type, extract_parameters

from triage_warden.security.passwords import PARAMETERS, Argon2Passwords, normal

QUICK = Parameters(type=Type.ID, version=19, salt_len=16, hash_len=32, time_cost=1, memory_cost=8, parallelism=1)


async def test_a_password_matches_its_own_hash_only() -> None:
    """Right is yes; wrong, and nobody, is no."""
    passwords = Argon2Passwords(QUICK)
    known = await passwords.hash("correct horse battery")
    assert await passwords.matches("correct horse battery", known)
    assert not await passwords.matches("correct horse batter", known)
    assert not await passwords.matches("correct horse battery", None)
    assert not await passwords.matches("correct horse battery", "no hash at all")


async def test_two_hashes_of_one_password_differ() -> None:
    """Each has a salt of its own."""
    passwords = Argon2Passwords(QUICK)
    assert await passwords.hash("same words here") != await passwords.hash("same words here")


async def test_the_hash_is_argon2id_with_the_parameters_of_the_standard() -> None:
    """RFC 9106 §4: 64 MiB, three passes, four lanes, 128 bits of salt, 256 of tag."""
    found = extract_parameters(await Argon2Passwords().hash("correct horse battery"))
    assert found == PARAMETERS
    assert (found.type, found.memory_cost, found.time_cost, found.parallelism) == (Type.ID, 65536, 3, 4)
    assert (found.salt_len, found.hash_len) == (16, 32)


async def test_a_hash_of_other_parameters_is_outdated() -> None:
    """After the parameters were raised, a sign-in makes the hash anew."""
    old = await Argon2Passwords(QUICK).hash("correct horse battery")
    assert Argon2Passwords().outdated(old)
    assert not Argon2Passwords(QUICK).outdated(old)
    assert await Argon2Passwords().matches("correct horse battery", old)


@pytest.mark.parametrize(("typed", "kept"), [("caf\u00e9", "cafe\u0301"), ("\uff41bc", "abc")])
def test_one_password_has_one_form(typed: str, kept: str) -> None:
    """Keyboards write accents as one character or two."""
    assert normal(typed) == normal(kept)


async def test_only_so_many_are_computed_at_once() -> None:
    """A flood of sign-ins waits its turn."""
    passwords = Argon2Passwords(QUICK, asyncio.Semaphore(1))
    async with passwords.turns:
        waiting = asyncio.ensure_future(passwords.hash("correct horse battery"))
        await asyncio.sleep(0.05)
        assert not waiting.done()
    assert await waiting
