import json

from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.formats.nested import MAX_LEVELS, MAX_OPENED


def test_what_strings_hold_stands_beside_them() -> None:
    """JSON anywhere; other formats only in fields that carry messages."""
    fields = decode(
        b'{"a":"{\\"b\\":1}","message":"x=1 y=2 z=3","note":"x=1 y=2 z=3","_raw":"CEF:0|a|b|c|d|e|f|k=v"}'
    ).fields
    assert fields["a@json"] == {"b": 1}
    assert fields["message@key_value"] == {"x": "1", "y": "2", "z": "3"}
    assert "note@key_value" not in fields
    assert fields["_raw@cef"] == {
        "header": {"vendor": "a", "product": "b", "version": "c", "signature": "d", "name": "e", "severity": "f"},
        "extension": {"k": "v"},
    }
    assert fields["a"] == '{"b":1}', "what was sent stays"


def test_strings_in_strings_are_opened_to_a_limit() -> None:
    """An envelope in an envelope, but no endless doll."""
    text = '{"end":1}'
    for _ in range(MAX_LEVELS + 3):
        text = '{"a":' + json.dumps(text) + "}"
    held: object = decode(text.encode()).fields
    levels = 0
    while isinstance(held, dict) and "a@json" in held:
        held, levels = held["a@json"], levels + 1
    assert levels == MAX_LEVELS


def test_only_so_many_strings_are_opened() -> None:
    """A thousand strings of JSON cost no more than some dozens."""
    fields = decode(("[" + ",".join(['{"a":"{\\"b\\":1}"}'] * 500) + "]").encode()).fields
    items = fields["items"]
    assert isinstance(items, list)
    assert sum("a@json" in item for item in items) == MAX_OPENED
