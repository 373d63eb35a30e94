"""The mapping file as data. What each key means stands at the key; docs/reference/mapping.md is written from here."""

from typing import Annotated

import msgspec
from msgspec import Meta


def _says(text: str) -> Meta:
    return Meta(description=text)


Expressions = str | list[str]
Conditions = dict[str, str | bool]
FieldTable = dict[str, Expressions]


class When(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a payload is recognised. All that is stated must hold; of several `[[when]]` one is enough."""

    has: Annotated[list[str], _says("Paths that must be there.")] = []
    any: Annotated[list[str], _says("Paths of which one must be there.")] = []
    lacks: Annotated[list[str], _says("Paths that must not be there.")] = []
    match: Annotated[
        Conditions,
        _says("Expression to RE2 pattern that one of its values must match, or to `true`/`false`."),
    ] = {}
    format: Annotated[
        list[str],
        Meta(
            description="Formats it may be written in: json, cef, leef, windows_xml, xml, csv, "
            "delimited, key_value, text."
        ),
    ] = []
    score: Annotated[float, Meta(ge=0, le=1, description="How sure that makes it, 0 to 1; the surest source wins.")] = (
        0.9
    )


class Refusal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A payload of this source that is no alert."""

    when: Annotated[Conditions, _says("Conditions as in `when.match`; all must hold.")]
    because: Annotated[str, _says("What to tell the sender: what it is, and what to send instead.")]


class SeverityMap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the source's severity becomes ours."""

    source: Annotated[Expressions, _says("The source's own word or number; the first that is understood counts.")]
    words: Annotated[
        dict[str, str],
        Meta(
            description="The source's words (any case) to ours; common words (`High`, `info`, …) are known without it."
        ),
    ] = {}
    bands: Annotated[
        list[tuple[float, str]],
        Meta(
            description='For numbers: `[[3.9, "low"], [10, "high"]]`, each up to and with the '
            "bound, the last for all above."
        ),
    ] = []
    default: Annotated[str, _says("Where the payload does not say.")] = "medium"
    stated: Annotated[
        bool,
        Meta(
            description="Whether the source rates with it. `false` where we conclude a severity from another fact, as "
            "what was done or found: then no word of it is shown as the source's rating."
        ),
    ] = True


class RuleMap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The source's rule that fired."""

    id: Annotated[Expressions, _says("Its identifier.")] = []
    name: Annotated[Expressions, _says("Its name.")] = []


class IdentityMap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What makes two alerts the same finding."""

    exact: Annotated[
        list[str],
        Meta(
            description="The source's own number of the *finding* (not of an event); all must "
            "be there, else traits count."
        ),
    ] = []
    traits: Annotated[
        list[str],
        Meta(
            description="What an analyst would call the same thing beside the rule: ends, host, "
            "user; never times or counters."
        ),
    ] = []


class AttackMap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """ATT&CK references."""

    techniques: Annotated[list[str], _says("Values in which `T1566.001` and the like are looked for.")] = []
    tactics: Annotated[list[str], _says("Values that are tactics: `InitialAccess`, `Initial Access`, `TA0001`.")] = []


class ActionMap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the source did about it: `blocked`, `quarantined`, `allowed`, `detected`."""

    source: Annotated[Expressions, _says("The source's own words.")]
    words: Annotated[
        dict[str, str],
        Meta(
            description="Its words (any case) to ours, `*` for all others; usual words "
            "(`Blocked`, `deny`, …) are known without it."
        ),
    ] = {}


class FlowMap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The two ends of a connection; their parts follow from whose they are (outside to ours: an attack on ours)."""

    client: Annotated[Expressions, _says("Address of the end that began it.")] = []
    server: Annotated[Expressions, _says("Address of the other end; without one, ours is meant.")] = []
    client_hosts: Annotated[Expressions, _says("Names of the machine at the client's end.")] = []
    server_hosts: Annotated[Expressions, _says("Names of the machine at the server's end.")] = []
    server_sites: Annotated[Expressions, _says("Domains that the server was asked for by.")] = []


class Take(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Observables whose type or part the payload itself tells."""

    value: Annotated[Expressions, _says("The value, the first that is there; within `each` if that is given.")]
    role: Annotated[str, _says("The part it plays: actor, target, source, destination, artifact, reporter, mentioned.")]
    each: Annotated[str, _says("Path of the objects to look at one by one; without it, the alert.")] = ""
    type: Annotated[str, _says("What it is: a type of observable, or a kind (see below).")] = ""
    type_from: Annotated[str, _says("Expression that gives the type instead, usually through `lookup`.")] = ""
    when: Annotated[Conditions, _says("Only if these hold; within `each` if that is given.")] = {}


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of several shapes a source sends. Has all keys of an alert; what it leaves out is as above `[[shape]]`."""

    name: Annotated[str, _says("For messages and `source test`.")] = ""
    when: Annotated[list[When], _says("How this shape is recognised.")] = []
    inside: Annotated[
        list[str],
        _says(
            "Expressions that give the object in which the alert proper stands; the first that is there counts, and "
            "within it they are asked again. The whole is `$outer`.",
        ),
    ] = []
    columns: Annotated[list[str], _says("Names of the columns of a row without header; empty ones are skipped.")] = []
    patterns: Annotated[
        list[str],
        _says("RE2 patterns with named groups, searched in `$text`; what they find are fields at the top."),
    ] = []
    need: Annotated[
        list[str], _says("Expressions of which one must give something, else it is no alert of this source.")
    ] = []
    refuse: Annotated[list[Refusal], _says("Payloads of this source that are no alerts.")] = []
    id: Annotated[Expressions, _says("The source's own number of the alert.")] = []
    time: Annotated[Expressions, _says("When it happened: RFC 3339, seconds to nanoseconds, and usual forms.")] = []
    title: Annotated[Expressions, _says("One line.")] = []
    description: Annotated[Expressions, _says("Words of the source on this finding.")] = []
    severity: Annotated[SeverityMap | None, _says("See below.")] = None
    rule: Annotated[RuleMap | None, _says("See below.")] = None
    identity: Annotated[IdentityMap | None, _says("See below.")] = None
    attack: Annotated[AttackMap | None, _says("See below.")] = None
    action: Annotated[ActionMap | None, _says("See below.")] = None
    attributes: Annotated[
        dict[str, Expressions],
        Meta(
            description="Further facts, by the names of `core/alerts/attributes.py`: product, "
            "category, link, status, remediation, …"
        ),
    ] = {}
    flow: Annotated[list[FlowMap], _says("See below.")] = []
    take: Annotated[list[Take], _says("See below.")] = []
    observables: Annotated[
        dict[str, FieldTable],
        Meta(
            description="Part to type (or kind) to expressions; each of them is taken in: "
            '`target.hostname = ["host.name"]`.'
        ),
    ] = {}
    account_host: Annotated[Expressions, _says("Host that names like `root` are told apart by.")] = []


class Document(Shape, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mapping file."""

    name: Annotated[  # pyright: ignore[reportGeneralTypeIssues]  # what shapes may leave out, the file may not
        str, Meta(pattern="^[a-z][a-z0-9_]{1,39}$", description="The source's name: small letters, digits, `_`.")
    ]
    title: Annotated[Expressions, _says("The alert's title, one line.")] = []
    source_title: Annotated[str, Meta(min_length=1, max_length=100, description="The source's name for people.")]
    documentation: Annotated[str, _says("The vendor's page on the payload.")]
    lower_keys: Annotated[
        bool,
        _says("The source's keys come in several cases: all are brought to lower case, so write paths in lower case."),
    ] = False
    windows_events: Annotated[
        bool,
        _says(
            "Payloads are Windows events: whatever their form, `$windows` has event_id, provider, channel, computer, "
            "time, user_sid and data (names in lower case).",
        ),
    ] = False
    about: Annotated[str, _says("What to send and what to know of it: a paragraph for the source's page.")] = ""
    fill: Annotated[
        bool,
        _says(
            "What the mapping finds nothing for (time, addresses, account, host, hashes, link) is taken by the "
            "structural normaliser; for sources that log many kinds of message.",
        ),
    ] = False
    split: Annotated[
        list[str],
        _says("Paths of lists of which each member is a payload of its own (`value`, `detail.findings`)."),
    ] = []
    enumerations: Annotated[dict[str, dict[str, str]], _says("Tables for `lookup`.")] = {}
    shape: Annotated[list[Shape], _says("Shapes; the first whose `when` holds is taken.")] = []
