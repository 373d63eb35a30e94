from evals.other_finders import keys, other_finders


def test_keys_compare_what_finders_write_differently() -> None:
    """Links without scheme and case, autonomous systems by either name, defanged or not; the rest has no key."""
    assert keys("url", ["hxxp://Example[.]com/A/", "example.com/a"]) == {"example.com/a"}
    assert keys("asn", ["ASN64496", "AS64496"]) == {"AS64496"}
    assert keys("ipv4", ["192.0.2.1", "no"]) == {"192.0.2.1"}


def test_finders_that_are_not_installed_are_left_out() -> None:
    """None of them is a dependency; those that are there answer with keys."""
    for finder in other_finders(frozenset({"domain", "url", "ipv4"})).values():
        assert "192.0.2.1" in finder("see 192.0.2.1")()["ipv4"]
