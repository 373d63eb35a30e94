from triage_warden.core.observables.classify import observable
from triage_warden.core.observables.derive import derived, target
from triage_warden.core.observables.model import Observable, ObservableType, Role


def _made(kind: ObservableType, value: str, role: Role = Role.ACTOR) -> Observable:
    seen = observable(kind, value, role)
    assert seen is not None
    return seen


def _values(parent: Observable) -> set[tuple[ObservableType, str]]:
    return {(each.type, each.value) for each in derived(parent)}


def test_a_link_brings_its_host() -> None:
    """Names, addresses of both families and internal hosts."""
    assert _values(_made(ObservableType.URL, "http://a.example.com/x")) == {(ObservableType.DOMAIN, "a.example.com")}
    assert _values(_made(ObservableType.URL, "http://[2001:db8::1]:81/x")) == {(ObservableType.IPV6, "2001:db8::1")}
    assert _values(_made(ObservableType.URL, "http://192.0.2.1:81/x")) == {(ObservableType.IPV4, "192.0.2.1")}
    assert _values(_made(ObservableType.URL, "http://intranet/x")) == {(ObservableType.HOSTNAME, "intranet")}


def test_a_mailbox_brings_its_domain_with_its_role() -> None:
    """Who sent it sent it from there."""
    (domain,) = derived(_made(ObservableType.EMAIL, "a@example.com"))
    assert (domain.type, domain.value, domain.role) == (ObservableType.DOMAIN, "example.com", Role.ACTOR)


def test_a_path_brings_its_file_and_server() -> None:
    """UNC paths name both."""
    assert _values(_made(ObservableType.FILE_PATH, r"\\FS01\share\a.exe")) == {
        (ObservableType.FILE_NAME, "a.exe"),
        (ObservableType.HOSTNAME, "fs01"),
    }
    assert _values(_made(ObservableType.FILE_PATH, "/etc/passwd")) == set()


def test_a_mapped_address_brings_its_ipv4_half() -> None:
    """So that both spellings meet."""
    assert _values(_made(ObservableType.IPV6, "::ffff:192.0.2.1")) == {(ObservableType.IPV4, "192.0.2.1")}


def test_wrapped_links_are_opened_with_their_hosts() -> None:
    """Wrapper in wrapper, each with its host."""
    wrapped = _made(
        ObservableType.URL,
        "https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fexample.org%252Fa",
    )
    assert (ObservableType.URL, "https://example.org/a") in _values(wrapped)
    assert (ObservableType.DOMAIN, "example.org") in _values(wrapped)
    inside = target(wrapped)
    assert inside is not None
    assert inside.value.startswith("https://l.facebook.com/")


def test_nothing_follows_from_a_digest() -> None:
    """And no observable follows from itself."""
    digest = _made(ObservableType.MD5, "d41d8cd98f00b204e9800998ecf8427e")
    assert derived(digest) == []
    assert target(digest) is None
