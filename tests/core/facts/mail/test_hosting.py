"""Places that anybody can have."""

from triage_warden.core.facts.mail.brands import all_brands
from triage_warden.core.facts.mail.hosting import FREE_MAIL, SHORTENERS, SITES, under


def test_a_host_is_under_a_name_at_its_dots() -> None:
    """`notweebly.com` is not under `weebly.com`."""
    assert under("a.b.weebly.com", SITES) == "weebly.com"
    assert under("weebly.com", SITES) == "weebly.com"
    assert under("notweebly.com", SITES) == ""


def test_names_are_lower_case_and_without_scheme() -> None:
    """So that they can be compared."""
    for name in FREE_MAIL | SITES | SHORTENERS:
        assert name == name.lower().strip("./")


def test_a_brands_own_short_links_are_not_held_against_it() -> None:
    """They lead to the brand."""
    own = {domain for brand in all_brands() for domain in brand.domains}
    assert not own & SHORTENERS - {"goo.gl", "wa.link"}
