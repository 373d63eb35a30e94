"""The parts that the two ends of a connection play, inferred from whose they are."""

from typing import Final

from triage_warden.connector_kit.observed import is_internal
from triage_warden.core.observables.model import Role

_BY_SIDE: Final = {
    (True, True): (Role.SOURCE, Role.TARGET),
    (True, False): (Role.SOURCE, Role.DESTINATION),
    (False, True): (Role.ACTOR, Role.TARGET),
    (False, False): (Role.SOURCE, Role.DESTINATION),
}
"""Roles of (client, server) by whether each is ours. From outside to ours is an attack on ours; from ours to the
outside is one of ours reaching out, infected or not; between ours, the served end is what it happened to. Two outside
addresses mean a sensor whose own network is not private: then only who called whom is known."""


def flow_roles(client: str, server: str) -> tuple[Role, Role]:
    """Return the roles of the end that began a connection and of the other; an end that is not named is ours.

    Not named means that the reporting host is meant: a sign-in log names who came, not where it was written.
    """
    return _BY_SIDE[not client or is_internal(client), not server or is_internal(server)]
