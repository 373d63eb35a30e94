"""Where the receiving organisation begins."""

import pytest

from triage_warden.connectors.mail.hops import boundary, hops_of, same_receiver

INTERNAL = "from core1.example.org (10.0.0.4) by core2.example.org with LMTP; x"
OUTSIDE = "from mail.sender.example (mail.sender.example [8.8.4.4]) by mx.example.org (Postfix) with ESMTPS; x"
EARLIER = "from laptop (unknown [1.1.1.1]) by mail.sender.example; x"


def test_the_boundary_is_the_first_hop_from_outside() -> None:
    """Hops between own machines are passed over."""
    hops = hops_of([INTERNAL, OUTSIDE, EARLIER])
    assert boundary(hops) == 1
    assert hops[1].from_ip == "8.8.4.4"
    assert hops[1].by_host == "mx.example.org"


def test_own_hops_further_out_stay_outside() -> None:
    """Once outside, a hop that looks internal is the sender's affair."""
    assert [hop.internal for hop in hops_of([OUTSIDE, INTERNAL])] == [False, False]


@pytest.mark.parametrize(
    "line",
    [
        "from a.prod.outlook.com (2603:10a6::8) by b.outlook.office365.com (2603:10a6::9) with HTTPS; x",
        "by mx.example.org with SMTP id 1; x",
        "from localhost (localhost [127.0.0.1]) by mx.example.org; x",
        "from mailstore by mx.example.org; x",
    ],
)
def test_hops_within_one_receiver_are_internal(line: str) -> None:
    """A private address, no sender at all, or two names of one receiver."""
    assert hops_of([line])[0].internal


def test_a_received_header_that_says_nothing_is_read() -> None:
    """Broken trace headers are hops without names."""
    assert boundary(hops_of(["garbage", ""])) is None
    assert not same_receiver("", "")
