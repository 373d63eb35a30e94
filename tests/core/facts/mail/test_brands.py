"""The brand table and how names are found."""

# ruff: noqa: RUF001  # look-alike letters are what this is about

import pytest

from triage_warden.core.facts.mail.brands import all_brands, labels, named_in, owner_of, said_in, skeletons
from triage_warden.core.facts.mail.folding import folded
from triage_warden.core.facts.mail.hosting import BUCKETS, SITES
from triage_warden.core.facts.mail.naming import organisation


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("PayPal", "PayPal"),
        ("Microsoft account team", "Microsoft"),
        ("DHL Paket", "DHL"),
        ("GLS | Seguimiento del paquete", "GLS"),
        ("BANC0.BRADESC0", "Bradesco"),
        ("РayPal Service", "PayPal"),
        ("Chase Support", "Chase"),
        ("UPS", "UPS"),
        ("Chase Miller", None),
        ("Peter Apple", None),
        ("Wise Owl Books", None),
        ("The Upside", None),
        ("paypal@example.com", None),
        ("", None),
    ],
)
def test_names_are_found_where_they_speak_for_a_brand(text: str, brand: str | None) -> None:
    """A common word or a person's name needs words of service around it."""
    named = named_in(text)
    assert (named.name if named else None) == brand


def test_mentions_are_counted() -> None:
    """Most often first."""
    assert [brand.name for brand in said_in(folded("Netflix, PayPal and Netflix"))] == ["Netflix", "PayPal"]


def test_the_table_holds_registered_domains_only() -> None:
    """A name below another's, or a platform open to anybody, would make strangers genuine."""
    for brand in all_brands():
        for domain in brand.domains:
            assert organisation(domain) == domain or domain in {"gov.uk", "gov.br"}, domain
            assert domain not in SITES | BUCKETS, domain


def test_every_brand_has_a_name_and_a_domain() -> None:
    """More than a hundred of them."""
    assert len(all_brands()) > 120
    assert all(brand.aliases and all(brand.aliases) and brand.domains for brand in all_brands())
    owner = owner_of("paypal.com")
    assert owner is not None
    assert owner.name == "PayPal"
    assert owner_of("example.com") is None


def test_two_brands_labels_do_not_look_alike() -> None:
    """Else each would be taken for a trap for the other."""
    by_skeleton = {label: skeletons()[key][0] for key, (label, _) in skeletons().items() for label in [label]}
    assert set(by_skeleton) <= set(labels())
    assert len(skeletons()) == len(set(skeletons()))
