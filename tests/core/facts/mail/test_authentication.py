"""Facts from the boundary's checks."""

import pytest

from kit.mails import FAILS, NOTHING, PASSES, a_mail, kinds

LISTED = (("List-Id", "<talk.lists.example.com>"), ("List-Post", "<mailto:talk@lists.example.com>"))
FAILURES = {
    "mail.dmarc_fail",
    "mail.spf_fail",
    "mail.unauthenticated",
    "mail.authenticated_for_another",
    "mail.dkim_fail",
}


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        (PASSES.format("example.com"), {"mail.dmarc_pass_aligned"}),
        ("mx.example.org; dkim=pass header.d=mail.example.com", {"mail.dmarc_pass_aligned"}),
        ("mx.example.org; dkim=pass header.i=@example.com", {"mail.dmarc_pass_aligned"}),
        ("mx.example.org; spf=pass smtp.mailfrom=x@bounce.example.com", {"mail.dmarc_pass_aligned"}),
        ("mx.example.org; dkim=pass header.d=other.net; dmarc=none", {"mail.authenticated_for_another"}),
        (
            "mx.example.org; spf=pass smtp.mailfrom=other.net; dmarc=fail",
            {"mail.dmarc_fail", "mail.authenticated_for_another"},
        ),
        (NOTHING.format("example.com"), {"mail.unauthenticated"}),
        (FAILS.format("example.com"), {"mail.dmarc_fail", "mail.spf_fail"}),
        (
            "mx.example.org; spf=softfail smtp.mailfrom=example.com; dkim=fail header.d=example.com",
            {"mail.spf_softfail", "mail.dkim_fail"},
        ),
        (
            "spf=pass smtp.mailfrom=example.com;dmarc=fail header.from=example.com;compauth=fail",
            {"mail.dmarc_pass_aligned", "mail.compauth_fail"},
        ),
        ("mx.example.org; none", {"mail.unauthenticated"}),
    ],
)
def test_results_become_facts(results: str, expected: set[str]) -> None:
    """Alignment follows RFC 7489: a pass counts for the domain that passed, not for the one in From."""
    found = kinds(a_mail("x", results=results)) & (
        FAILURES | {"mail.dmarc_pass_aligned", "mail.spf_softfail", "mail.compauth_fail"}
    )
    assert found == expected or (not found and "none" in results)


def test_without_results_nothing_is_known_and_nothing_is_held_against_it() -> None:
    """Archives and old mail carry none."""
    found = kinds(a_mail("x"))
    assert "mail.authentication_absent" in found
    assert not found & FAILURES


def test_results_of_unknown_origin_are_named_and_not_used() -> None:
    """A pass that a sender could have written proves nothing."""
    found = kinds(a_mail("x", headers=(("Authentication-Results", PASSES.format("example.com")),)))
    assert "mail.authentication_untrusted" in found
    assert "mail.dmarc_pass_aligned" not in found


def test_a_list_breaks_dmarc_without_blame() -> None:
    """Indirect mail fails honestly."""
    found = kinds(a_mail("x", results=FAILS.format("example.com"), headers=LISTED))
    assert "mail.dmarc_fail_indirect" in found
    assert "mail.dmarc_fail" not in found


def test_forwarders_seals_count_where_the_boundary_accepts_them() -> None:
    """An ARC header by itself is a claim."""
    seal = (("ARC-Seal", "i=1; cv=none"),)
    assert "mail.arc_pass" in kinds(a_mail("x", results="mx.example.org; arc=pass; dmarc=fail", headers=seal))
    assert "mail.arc_pass" not in kinds(a_mail("x", headers=seal))


def test_a_changed_body_is_said_but_not_weighed_here() -> None:
    """The hash in the signature is not the body's."""
    signature = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=x; h=from; bh=AAAA; b=AAAA"
    assert "mail.dkim_body_changed" in kinds(a_mail("x", headers=(("DKIM-Signature", signature),)))
