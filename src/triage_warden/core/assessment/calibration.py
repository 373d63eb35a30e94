"""From log-odds to a probability that can be said aloud.

Adding log-odds treats facts as independent, which they are not, so the sum is surer than it should be. Platt's
form (J. Platt, Probabilistic Outputs for Support Vector Machines, 1999) shrinks it: p = 1 / (1 + e^-(SLOPE·s + SHIFT)).
How the two numbers were chosen, and what was measured with them, stands in docs/explanation/verdicts.md.
"""

from math import exp
from typing import Final

SLOPE: Final = 0.75
SHIFT: Final = 0.0
SUREST: Final = 0.95
"""No verdict by rules is surer than this, either way: one in twenty is what nobody thought of."""


def probability(log_odds: float) -> float:
    """Return the calibrated probability of malicious, between 1 - SUREST and SUREST; rises with the log-odds."""
    bounded = max(-50.0, min(50.0, SLOPE * log_odds + SHIFT))
    return max(1 - SUREST, min(SUREST, 1 / (1 + exp(-bounded))))
