import pytest

from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.structural.leaves import leaves
from triage_warden.connector_kit.structural.only_address import only_address


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b'{"ui":"REST(192.0.2.1)"}', ["192.0.2.1"]),
        (b'{"a":"192.0.2.1 and","b":"192.0.2.1"}', ["192.0.2.1"]),
        (b'{"a":"x 192.0.2.1","b":"y 192.0.2.2"}', []),
        (b'{"version":"1.2.3.4"}', []),
        (b'{"oid":"1.2.3.4.5.6"}', []),
        (b'{"a":"x"}', []),
    ],
)
def test_the_only_address_is_where_it_came_from(payload: bytes, expected: list[str]) -> None:
    """Of two nobody can say which."""
    assert [each.value for each in only_address([], leaves(decode(payload)))] == expected
