from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.observables.networks import Networks

_RANGES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 12), st.sampled_from("abc")).map(
        lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2]),
    ),
    max_size=12,
)


@given(_RANGES)
def test_every_number_has_the_labels_of_the_ranges_that_hold_it(ranges: list[tuple[int, int, str]]) -> None:
    """As if each were asked in turn: both ends included, each label once, in the order in which they were given."""
    networks = Networks.of(ranges)
    order = list(dict.fromkeys(label for _, _, label in ranges))
    for number in range(-1, 55):
        held = {label for first, last, label in ranges if first <= number <= last}
        assert networks.at(number) == tuple(label for label in order if label in held)
