"""Who counts requests follows from the settings."""

from kit.clock import FrozenClock
from triage_warden.kernel.rates import Ask
from triage_warden.observability.metrics import Metrics
from triage_warden.web.shared.own_budgets import OwnBudgets
from triage_warden.web.shared.shared_budgets import SharedBudgets
from triage_warden.wiring.rates import Rates, rates
from triage_warden.wiring.settings import read_settings

ASK = Ask(kind="caller", who="x", limit=2)


def _rates(metrics: Metrics, **variables: str) -> Rates:
    return rates(read_settings(variables), metrics, clock=FrozenClock(), sources=["acme"])


def _shown(metrics: Metrics) -> str:
    return metrics.exposition("")[0].decode()


def test_without_redis_each_process_counts_for_itself() -> None:
    """With the limits of the settings; 0 is none."""
    metrics = Metrics()
    found = _rates(metrics, TW_RATE_LIMIT_CALLER="7", TW_RATE_LIMIT_ADDRESS="8", TW_RATE_LIMIT_SOURCE="0")
    assert isinstance(found.limits.budgets, OwnBudgets)
    assert (found.limits.caller, found.limits.address, found.limits.source) == (7, 8, 0)
    assert list(found.limits.sources) == ["acme"]
    assert not found.counts_alone()
    assert "triage_warden_rate_limits_shared 0.0" in _shown(metrics)


async def test_with_redis_they_count_together_and_a_loss_shows() -> None:
    """In the gauge and for health."""
    metrics = Metrics()
    found = _rates(metrics, REDIS_URL="redis://127.0.0.1:1/0")
    assert isinstance(found.limits.budgets, SharedBudgets)
    assert "triage_warden_rate_limits_shared 1.0" in _shown(metrics)
    assert not (await found.limits.budgets.spend([ASK])).wait
    assert found.counts_alone()
    assert "triage_warden_rate_limits_shared 0.0" in _shown(metrics)
    await found.close()


def test_what_is_refused_is_counted_by_limit() -> None:
    """For an alert rule to be drawn on."""
    metrics = Metrics()
    _rates(metrics).limits.tell("source")
    assert 'triage_warden_rate_limited_total{limit="source"} 1.0' in _shown(metrics)
