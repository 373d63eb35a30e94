from pathlib import Path

from kit.clock import FrozenClock
from kit.identity import MemoryKeys, a_key_desk
from triage_warden.core.identity.keys.authenticate import AuthenticateKey
from triage_warden.core.identity.model import Actor, Credential
from triage_warden.wiring.local_key import KeepLocalKey
from triage_warden.wiring.local_key_file import read_local_key


def a_keeper(keys: MemoryKeys, path: Path) -> KeepLocalKey:
    """Return what keeps the file good, over memory."""
    clock = FrozenClock()
    known = AuthenticateKey(keys, clock, lambda _: None)

    async def authenticate(credential: Credential) -> Actor:
        return await known.by_text(credential.text)

    return KeepLocalKey(path, a_key_desk(keys, clock).issue, authenticate)


async def test_the_first_start_makes_a_key_and_the_next_keeps_it(tmp_path: Path) -> None:
    """Only its owner may read it."""
    keys, path = MemoryKeys(), tmp_path / "secrets" / "operator.key"
    await a_keeper(keys, path)()
    first = read_local_key(path)
    await a_keeper(keys, path)()
    assert first is not None
    assert read_local_key(path) == first
    assert len(keys.keys) == 1
    assert path.stat().st_mode & 0o777 == 0o600


async def test_a_key_that_is_not_good_any_more_is_replaced(tmp_path: Path) -> None:
    """Another database, a broken file: the command line goes on working."""
    path = tmp_path / "secrets" / "operator.key"
    await a_keeper(MemoryKeys(), path)()
    others = MemoryKeys()
    await a_keeper(others, path)()
    text = read_local_key(path)
    assert text is not None
    (known,) = others.keys.values()
    assert known.key.prefix in text
    path.write_text("nonsense")
    await a_keeper(others, path)()
    assert read_local_key(path) not in {None, "nonsense"}
