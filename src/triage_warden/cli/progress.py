"""Progress on stderr, where somebody is watching; nothing elsewhere."""

from collections.abc import Callable, Generator
from contextlib import contextmanager


class Advance:
    """Moves the bar: call it with how much was done; `total` and `text` change what it shows."""

    def __init__(self, move: Callable[[float], None], tell: Callable[[float | None, str | None], None]) -> None:
        self._move = move
        self._tell = tell

    def __call__(self, done: float = 1) -> None:
        """Say that this much more is done."""
        self._move(done)

    def shows(self, *, total: float | None = None, text: str | None = None) -> None:
        """Change the whole, or the words before the bar."""
        self._tell(total, text)


@contextmanager
def progress(text: str, total: float | None) -> Generator[Advance]:
    """Show a bar while the block runs, if stderr is a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from triage_warden.cli.drawing import console, one_line

    screen = console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(one_line(text), total=total)

        def tell(whole: float | None, words: str | None) -> None:
            bar.update(task, total=whole, description=None if words is None else one_line(words))

        yield Advance(lambda done: bar.advance(task, done), tell)
