"""The server listens where it is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.wiring.address import (
    BadBindAddress,
    BindAddress,
    PortTaken,
    bind_datagrams,
    listen,
    on_loopback,
    opened_at,
    parse_bind_address,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.0.0.0:8080", BindAddress("0.0.0.0", 8080)),
        ("localhost:0", BindAddress("localhost", 0)),
        ("[::]:8080", BindAddress("::", 8080)),
        ("[::1]:65535", BindAddress("::1", 65535)),
    ],
)
def test_host_and_port_are_read(text: str, expected: BindAddress) -> None:
    """IPv6 stands in brackets, as in a URL."""
    assert parse_bind_address(text) == expected


@pytest.mark.parametrize("text", ["", "8080", ":8080", "host:", "host:http", "::1:8080", "h:65536", "h:" + "9" * 5000])
def test_what_is_not_host_and_port_is_refused_by_name(text: str) -> None:
    """The error names the variable and shows how to write it."""
    with pytest.raises(BadBindAddress, match="TW_BIND_ADDRESS.*127.0.0.1:8080"):
        parse_bind_address(text)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing else comes out."""
    try:
        parse_bind_address(text)
    except BadBindAddress:
        return


@pytest.mark.parametrize(
    ("host", "narrowed"),
    [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("192.0.2.7", "127.0.0.1"), ("localhost", "localhost"), ("::1", "::1")],
)
def test_without_sign_in_it_is_narrowed_to_this_machine(host: str, narrowed: str) -> None:
    """Any public address becomes the loopback address of its family."""
    assert on_loopback(BindAddress(host, 8080)) == BindAddress(narrowed, 8080)


def test_a_taken_port_is_one_clear_sentence() -> None:
    """It names the port and the way out."""
    with listen(BindAddress("127.0.0.1", 0)) as first:
        port = int(first.getsockname()[1])
        with pytest.raises(PortTaken, match=f"Port {port} on 127.0.0.1 is taken.*TW_BIND_ADDRESS"):
            listen(BindAddress("127.0.0.1", port))


def test_an_address_that_is_not_ours_is_refused() -> None:
    """A documentation address is on no machine."""
    with pytest.raises(BadBindAddress, match="cannot listen on 192.0.2.1:8080"):
        listen(BindAddress("192.0.2.1", 8080))


def test_the_url_is_what_a_browser_takes() -> None:
    """IPv6 is bracketed again."""
    assert BindAddress("::1", 8080).url == "http://[::1]:8080"


def test_datagrams_are_bound_or_refused_likewise() -> None:
    """Under the name of their own setting."""
    with bind_datagrams(BindAddress("127.0.0.1", 0), "TW_X") as first:
        port = int(first.getsockname()[1])
        with pytest.raises(PortTaken, match=f"Port {port} .*TW_X"):
            bind_datagrams(BindAddress("127.0.0.1", port), "TW_X")
    with pytest.raises(BadBindAddress, match="TW_X: cannot listen on 192.0.2.1"):
        bind_datagrams(BindAddress("192.0.2.1", 9), "TW_X")


@pytest.mark.parametrize(
    ("bound", "opened"),
    [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("127.0.0.1", "127.0.0.1"), ("192.0.2.7", "192.0.2.7"), ("box", "box")],
)
def test_a_server_that_listens_everywhere_is_opened_on_this_machine(bound: str, opened: str) -> None:
    """Nobody opens 0.0.0.0 in a browser."""
    assert opened_at(BindAddress(bound, 8080)) == BindAddress(opened, 8080)
