"""What generated lines are charged, allowed and paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from codinglab.claims.generate.copies import Copies
from codinglab.claims.generate.hashed import share
from codinglab.claims.generate.money import money

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Payments:
    """One value a line, in dollars; `denied` is the place of the payer's word in `denials()`."""

    charge: Array
    allowed: Array
    paid: Array
    denied: Array


def denials() -> list[str]:
    """The payer's words for a denial; the first, "", for none."""
    return ["", *money()["payer"]["words"]]


def payments(copies: Copies, whose: Array, number: Array, price: Array, seed: int) -> Payments:
    """The money of lines.

    Args:
        copies: the claims.
        whose: of each line, the place of its claim.
        number: of each line, its number on the claim.
        price: of each line, what is allowed for it in the middle of the country.
        seed: of the charges.
    """
    provider, payer = money()["provider"], money()["payer"]
    size = provider["multiple"] * np.exp(provider["spread"] * _normal(copies.provider, seed, 1))
    place = 0.92 + 0.16 * share(copies.contractor, seed, 2)
    noise = np.exp(provider["noise"] * _normal(copies.claim[whose], seed, number))
    allowed = np.round(price * place[whose], 2)
    charge = np.round(price * size[whose] * noise, 2)
    charge = np.maximum(charge, allowed)
    chance = share(copies.claim[whose], seed, number, 3)
    refused = chance < payer["denies"]
    which = np.where(refused, 1 + (chance / payer["denies"] * len(payer["words"])).astype(int), 0)
    allowed = np.where(refused, 0.0, allowed)
    which = np.minimum(which, len(payer["words"]))
    return Payments(charge, allowed, np.round(allowed * payer["pays"], 2), which)


def _normal(*keys: Array | int) -> Array:
    """A number about normal for keys: the sum of three even ones, scaled to variance 1."""
    total = share(*keys, 10) + share(*keys, 11) + share(*keys, 12)
    scaled: Array = (total - 1.5) * 2.0
    return scaled
