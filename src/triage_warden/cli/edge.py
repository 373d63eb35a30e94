"""What stands between a command and the terminal: one line on stderr for whatever went wrong, and an exit code."""

import sys
from io import TextIOWrapper
from types import TracebackType
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from triage_warden.kernel.errors import TriageError

REFUSED = 1
"""The exit code of a refusal or failure; wrong usage is 2, and that is the framework's own."""


class RefusingGroup(TyperGroup):
    """The root of all commands: an error of ours or of the system becomes one line and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except TriageError as error:
            refuse(sentence(error))
        except BrokenPipeError:
            raise  # `| head` has seen enough; the framework ends quietly
        except OSError as error:
            refuse(system_sentence(error))


def refuse(reason: str) -> NoReturn:
    """Say why not, in one line on stderr, and exit with 1."""
    complain(reason)
    raise typer.Exit(REFUSED)


def complain(reason: str) -> None:
    """Write one line to stderr; whatever breaks lines or steers terminals is shown, not obeyed."""
    from triage_warden.cli.drawing import one_line

    typer.echo(f"triage-warden: {one_line(reason)}", err=True)


def sentence(error: TriageError) -> str:
    """Return the error's detail, with the fields at fault where it does not name them itself."""
    fields = [f"{each.pointer}: {each.detail}" for each in error.errors if each.detail not in error.detail]
    return " ".join([error.detail, *fields])


def system_sentence(error: OSError) -> str:
    """Return what the operating system refused, and about which file."""
    reason = error.strerror or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename else reason


def prepare() -> None:
    """Make output that the terminal cannot show harmless, and a mistake of ours one line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.excepthook = _one_line


def _one_line(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    complain(f"internal error, please report it: {kind.__name__}: {error} ({_place(trace)})")


def _place(trace: TracebackType | None) -> str:
    if trace is None:
        return "place unknown"
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
