"""What the tells in command lines are worth; the tells themselves stand in `core/facts/commands`."""

from typing import Final

from triage_warden.core.assessment.model import Category
from triage_warden.core.assessment.weights.model import Weight
from triage_warden.core.facts.commands import COMMANDS

_TECHNIQUES: Final = {tell.name: tell.techniques for tell in COMMANDS}


def _w(name: str, log_odds: float, category: Category, *, why: str) -> tuple[str, Weight]:
    weight = Weight(
        log_odds=log_odds,
        why=why,
        group="command",
        category={category: 1.0},
        techniques=_TECHNIQUES[name],
    )
    return f"command.{name}", weight


_C = Category
WEIGHTS: Final[dict[str, Weight]] = dict(
    (
        _w(
            "encoded_powershell",
            1.2,
            _C.MALWARE,
            why="Management tools encode too; alerts about it are mostly not theirs.",
        ),
        _w("hidden_powershell", 0.8, _C.MALWARE, why="Log-on scripts skip the policy; few hide."),
        _w("payload_built_from_pieces", 2.6, _C.MALWARE, why="Text in pieces is written to get past a scanner."),
        _w("download_and_run", 2.0, _C.MALWARE, why="Installers of developers' tools do it too, by hand."),
        _w(
            "download_by_system_tool", 1.6, _C.MALWARE, why="Borrowed tools fetch what a browser would be stopped from."
        ),
        _w("code_through_trusted_program", 1.8, _C.MALWARE, why="A signed name lent to unsigned code."),
        _w("credential_dump", 3.0, _C.CREDENTIAL_ACCESS, why="Intruders and testers only."),
        _w("secret_hunting", 1.0, _C.CREDENTIAL_ACCESS, why="Developers look for secrets in their own code."),
        _w(
            "recovery_destroyed",
            3.2,
            _C.RANSOMWARE,
            why="Nobody deletes the way back without wanting there to be none.",
        ),
        _w("defences_disabled", 1.9, _C.MALWARE, why="Protection is switched off centrally, not by hand."),
        _w("traces_removed", 2.0, _C.MALWARE, why="Logs are rotated, not cleared."),
        _w("persistence_by_command", 0.9, _C.PERSISTENCE, why="Installers do it too."),
        _w("privileges_gained", 2.2, _C.PRIVILEGE_ESCALATION, why="No everyday use."),
        _w("remote_execution", 1.0, _C.LATERAL_MOVEMENT, why="Administrators' habit as well."),
        _w("looking_around", 0.7, _C.RECONNAISSANCE, why="Inventory and support ask the same."),
        _w("reverse_shell", 3.2, _C.COMMAND_AND_CONTROL, why="No everyday use for a shell on a socket."),
        _w("tunnel", 1.4, _C.COMMAND_AND_CONTROL, why="A second door; developers build them too."),
        _w("data_carried_out", 1.3, _C.EXFILTRATION, why="Backups go from their own programs to known places."),
        _w("web_server_shell", 2.6, _C.EXPLOITATION, why="A web server does not ask who it is."),
        _w("miner", 3.0, _C.CRYPTOMINER, why="No other use."),
        _w("office_program_as_parent", 2.0, _C.MALWARE_DELIVERY, why="Documents start no interpreters; macros do."),
        _w("program_in_odd_place", 0.9, _C.MALWARE, why="Updaters unpack to temporary folders too."),
        _w("coercion", 2.4, _C.CREDENTIAL_ACCESS, why="Nobody synchronises from a stranger's share."),
    ),
)
