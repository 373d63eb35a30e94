"""Files, folders and registry keys in text; names with spaces in them are the difficulty."""

from collections.abc import Iterator

from triage_warden.core.observables.finders.candidate import Candidate, View
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.scan import Pattern

_WORD = rb"(?:<[A-Za-z0-9_ ]{1,32}>|[^\x00-\x20\\/:*?\"<>|\xa7])+"
_SPACED = rb"(?:" + _WORD + rb"(?: " + _WORD + rb"){0,5}(?:\\{1,2}| \\[A-Za-z0-9_<]))*"
"""Folders; a blank may end one (`C:\\Users \\a.exe`, as tables in reports break), but not before two backslashes, where
the next path begins."""
_FINAL = rb"(?:<[A-Za-z0-9_ ]{1,32}>|[^\x00-\x20\\/:*?\"<>|\xa7'`,;)\]])*"
_WINDOWS = Pattern(
    rb"(?:[A-Za-z]:\\{1,2}|\\\\{1,3}[A-Za-z0-9_.$?-]+\\{1,2}|%[A-Za-z_()0-9]{2,32}%\\{1,2})" + _SPACED + _FINAL
)
_FORWARD = Pattern(rb"\b[A-Za-z]:/(?:[A-Za-z0-9_.$~()@+-]+/)*[A-Za-z0-9_.$~()@+-]+")
_REGISTRY = Pattern(
    rb"(?:<?HK(?:EY_(?:LOCAL_MACHINE|CURRENT_USER|CLASSES_ROOT|USERS|CURRENT_CONFIG|PERFORMANCE_DATA)|LM|CU|CR|U|CC|PD)>?:?"
    rb"|\\REGISTRY\\(?:MACHINE|USER))\\{1,2}" + _SPACED + _FINAL,
    ignore_case=True,
)
_NEXT_HIVE = Pattern(rb" <?HK(?:EY_|LM|CU|CR|U|CC)", ignore_case=True)
_POSIX = Pattern(
    rb"(?:~|/(?:bin|boot|dev|etc|home|lib|lib32|lib64|media|mnt|opt|proc|root|run|sbin|snap|srv|sys|tmp|usr|var|data|"
    rb"storage|sdcard|nix))/(?:[A-Za-z0-9_.%+~@:,=\xb5-]*/)*[A-Za-z0-9_.%+~@:,=\xb5-]*"
    rb"|/(?:Applications|Library|Network|System|Users|Volumes|private|cores)/"
    rb"(?:[A-Za-z0-9_.%+~@,=\xb5-]+(?: [A-Za-z0-9_.%+~@,=\xb5-]+){0,3}/)*[A-Za-z0-9_.%+~@,=\xb5-]*",
)
_NAMED_TAIL = Pattern(
    rb"(?: [A-Za-z0-9_()&+.-]+){1,4}?\.(?:exe|dll|sys|ps1|psm1|bat|cmd|vbs|js|jse|hta|lnk|msi|scr|pif|"
    rb"cpl|docx?|docm|xlsx?|xlsm|pptx?|pptm|pdf|rtf|txt|log|zip|rar|7z|iso|img|jar|py|dat|bin|tmp|ini|xml|json|csv|html?)\b",
    ignore_case=True,
)
_BARE_DRIVE = 4
"""Characters of `C:\\\\`: a drive alone says nothing."""
_JOINS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_\xb5./\\-~")


def registry_keys(view: View) -> Iterator[Candidate]:
    """Yield keys that begin with a hive, spaces inside all but the last part allowed."""
    for start, end in _REGISTRY.spans(view.shape):
        yield from _split_hives(view, start, end)


def windows_paths(view: View) -> Iterator[Candidate]:
    r"""Yield paths of a drive, a share or a variable (`%TEMP%\\a.exe`); quoted ones to their quote."""
    for start, end in _WINDOWS.spans(view.shape):
        if view.before(start) not in _JOINS:
            stop = _final_end(view, start, end)
            if stop - start > _BARE_DRIVE:
                yield Candidate(start, stop, ObservableType.FILE_PATH)


def forward_paths(view: View) -> Iterator[Candidate]:
    """Yield paths of a drive written with forward slashes."""
    for start, end in _FORWARD.spans(view.shape):
        yield Candidate(start, start + len(bytes(view.shape[start:end]).rstrip(b".,")), ObservableType.FILE_PATH)


def posix_paths(view: View) -> Iterator[Candidate]:
    """Yield absolute paths under a root folder of a real system; a web server's `/index.php` is none."""
    for start, end in _POSIX.spans(view.shape):
        if view.before(start) not in _JOINS:
            kept = bytes(view.shape[start:end]).rstrip(b".,:=%@")
            if len(kept.strip(b"~/")) > 0 and kept.count(b"/") > 1 - kept.startswith(b"~"):
                yield Candidate(start, start + len(kept), ObservableType.FILE_PATH)


def _final_end(view: View, start: int, end: int) -> int:
    written = bytes(view.shape[start:end])
    if b"." not in written.rpartition(b"\\")[2] and (tail := _NAMED_TAIL.match(view.shape, end)):
        return tail[1]
    return start + len(written.rstrip(b".,;:'!?"))


def _split_hives(view: View, start: int, end: int) -> Iterator[Candidate]:
    while start < end:
        cut = _NEXT_HIVE.search(view.shape, start, end)
        stop = cut[0] if cut else end
        kept = bytes(view.shape[start:stop]).rstrip(b" .,;:'!?")
        yield Candidate(start, start + len(kept), ObservableType.REGISTRY_KEY)
        start = stop + 1
