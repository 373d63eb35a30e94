from kit.scene import a_scene
from triage_warden.web.pages.weighed_facts import FULL, WIDTH, weighed


def test_the_heaviest_comes_first_and_bars_point_from_the_middle() -> None:
    """To the right towards malicious, to the left towards benign, never out of the picture."""
    world = a_scene()
    incident_id = next(iter(world.facts.by_incident))
    assessment = world.assessments.by_incident[incident_id][0]
    rows = weighed(world.facts.by_incident[incident_id], assessment)
    sizes = [abs(row.weight or 0) for row in rows]
    assert sizes == sorted(sizes, reverse=True)
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        assert 0 <= row.bar_start <= row.bar_start + row.bar_length <= WIDTH
        if (row.weight or 0) > 0:
            assert row.bar_start == WIDTH / 2
        elif row.weight is not None:
            assert row.bar_start + row.bar_length == WIDTH / 2
    assert rows[-1].weight is None
    assert FULL > 0


def test_without_an_assessment_nothing_counted_yet() -> None:
    """Facts are shown as they come in."""
    world = a_scene()
    rows = weighed(next(iter(world.facts.by_incident.values())), None)
    assert all(row.weight is None and row.bar_length == 0 for row in rows)
