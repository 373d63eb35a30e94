"""What a link's path, query and fragment name besides other links: domains, mailboxes and the file that is fetched."""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from triage_warden.core.observables.finders.lookalikes import FILE_EXTENSIONS, is_code
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.psl import is_top_level
from triage_warden.core.observables.scan import Pattern, shape_of

MAX_PARTS = 64
"""Parts of one link that are looked at."""
_SEPARATORS = str.maketrans(dict.fromkeys("?#&;=", "/"))
_NAME = Pattern(rb"[A-Za-z0-9\xb5](?:[A-Za-z0-9_\xb5-]*\.)+[A-Za-z\xb5][A-Za-z0-9\xb5-]+")
_MAILBOX = Pattern(rb"[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9_\xb5-]+\.)+[A-Za-z0-9\xb5-]+")


def carried(link: str) -> Iterator[tuple[ObservableType, str]]:
    """Yield what whole parts of a normalised link name; a part is a path segment or the value of a parameter.

    Redirectors and look-up pages carry a domain so (`/report/example.com`, `?q=example.com`), phishing kits the
    victim's mailbox (`#alice@example.com`). The last segment of the path is a file when its extension says so.
    """
    path, _, rest = link.partition("://")[2].partition("/")[2].translate(_QUERY).partition("?")
    name = path.rpartition("/")[2]
    if name and _extension(name) in FILE_EXTENSIONS:
        yield ObservableType.FILE_NAME, unquote(name)
    for part in islice(f"{path}/{rest}".translate(_SEPARATORS).split("/"), MAX_PARTS):
        if "." in part and (kind := _kind_of(written := unquote(part))):
            yield kind, written


_QUERY = str.maketrans({"#": "?"})


def _extension(name: str) -> str:
    stem, _, extension = name.rpartition(".")
    return extension.lower() if stem else ""


def _kind_of(part: str) -> ObservableType | None:
    shape = shape_of(part)
    if _MAILBOX.fits(shape):
        return ObservableType.EMAIL
    last = _extension(part)
    if last in FILE_EXTENSIONS or not _NAME.fits(shape) or not is_top_level(last) or is_code(part):
        return None
    return ObservableType.DOMAIN
