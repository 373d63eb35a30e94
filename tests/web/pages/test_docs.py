import pytest

from kit.web import World, a_client
from triage_warden.web.openapi.document import document
from triage_warden.web.pages.docs import operations, spelled
from triage_warden.web.routes import API_HANDLERS


async def test_every_operation_and_type_is_on_the_page() -> None:
    """Readable without scripts and without the internet."""
    described = document(API_HANDLERS, "1")
    async with a_client(World()) as client:
        text = (await client.get("/docs")).text
    for methods in described["paths"].values():
        for each in methods.values():
            assert f'id="{each["operationId"]}"' in text
    for name in described["components"]["schemas"]:
        assert f'id="type-{name}"' in text


def test_every_operation_has_a_tag_that_is_shown() -> None:
    """None falls through the page."""
    described = document(API_HANDLERS, "1")
    shown = sum(len(operations(described, tag["name"])) for tag in described["tags"])
    assert shown == sum(len(methods) for methods in described["paths"].values())


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"$ref": "#/components/schemas/Alert"}, "Alert"),
        ({"type": "array", "items": {"type": "string", "format": "uuid"}}, "array of string (uuid)"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string or null"),
        ({"enum": ["a", "b"]}, "a | b"),
        ({}, "anything"),
    ],
)
def test_a_schema_is_said_in_a_few_words(schema: dict[str, object], words: str) -> None:
    """As a reader would."""
    assert spelled(schema) == words
