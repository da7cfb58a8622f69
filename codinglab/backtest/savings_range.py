"""What an edit would save: dollars at stake, times precision, less appeals that are won, times what lasts."""

from __future__ import annotations

from dataclasses import dataclass

from codinglab.backtest.precision import WeightedShare
from codinglab.backtest.sampled import AtStake
from codinglab.model import InvalidInputError


@dataclass(frozen=True, slots=True)
class Savings:
    """Low, middle and high in dollars, of one amount at stake."""

    amount: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class SavingsRange:
    """Savings of the gross amount on hits, and of what other edits did not deny already."""

    gross: Savings
    incremental: Savings
    overturn: float
    sustain: float


def savings_range(
    stake: AtStake, precision: WeightedShare, *, overturn: float = 0.0, sustain: float = 1.0
) -> SavingsRange:
    """The savings: amount times precision times (1 - overturn) times sustain.

    The middle takes the precision, low and high the ends of its interval, with every unsure one wrong, or
    right.

    Args:
        stake: the dollars on all hits.
        precision: of a reviewed sample of them.
        overturn: the share of denials that are reversed on appeal, 0 to 1.
        sustain: the share that lasts when providers change how they bill, 0 to 1.

    Raises:
        InvalidInputError: a share is not between 0 and 1, or nothing was reviewed.
    """
    for name, share in (("overturn", overturn), ("sustain", sustain)):
        if not 0 <= share <= 1:
            msg = f"{name} is {share}: a share between 0 and 1 is needed, for example 0.05."
            raise InvalidInputError(msg)
    if precision.share is None:
        msg = "No hit has a verdict of yes or no: there is no precision to reckon with."
        raise InvalidInputError(msg)
    shares = (precision.lowest, precision.share, precision.highest)

    def of(amount: float) -> Savings:
        low, middle, high = (amount * share * (1 - overturn) * sustain for share in shares)
        return Savings(amount, low, middle, high)

    return SavingsRange(of(stake.gross), of(stake.incremental), overturn, sustain)
