from triage_warden.core.observables.attack_ids import attack_ids


def test_technique_and_tactic_ids_are_read_once_in_order() -> None:
    """Sub-techniques keep their number."""
    assert attack_ids("T1566.001 then TA0001, T1059 and T1566.001 again") == ["T1566.001", "TA0001", "T1059"]


def test_numbers_that_only_begin_alike_are_none() -> None:
    """A serial number is no technique."""
    assert attack_ids("XT1566 T15661 T0001 TA1234 t1059") == []
