"""The measures by plain loops, sharing no code with them: the proof of the statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from math import sqrt
from statistics import mean, stdev
from typing import Any

from codinglab.model.interval import wilson
from tests.backtest.measures.build import Billed, Ran

ORDER = ("structure/one", "ncci/column-two-code", "own/dx", "own/one")
Place = tuple[int, int]


class Plain:
    """The measures of some edits over some claims (numbered from 1)."""

    def __init__(self, claims: Sequence[Billed], edits: Sequence[Ran]) -> None:
        self.claims = dict(enumerate(claims, start=1))
        self.edits = sorted(edits, key=lambda one: ORDER.index(one.id))
        self.units = {one.id: self._units(one) for one in edits}
        self.stakes = {
            one.id: sorted({line for unit in self.units[one.id] for line in self._stake(one, unit)})
            for one in edits
        }

    def _units(self, one: Ran) -> dict[Place, list[dict[str, Any]]]:
        found: dict[Place, list[dict[str, Any]]] = defaultdict(list)
        for said in one.hits:
            mine = said["claim_id"], said.get("line")
            other = said.get("other_claim", said["claim_id"]), said.get("other_line")
            turned = any(
                (two["claim_id"], two.get("line")) == other
                and (two.get("other_claim", two["claim_id"]), two.get("other_line")) == mine
                for two in one.hits
            )
            if other[1] is None or not turned or mine < other:
                position = said.get("diagnosis" if one.judges == "diagnosis" else "line")
                found[said["claim_id"], (position or 0) if one.judges != "claim" else 0].append(said)
        return dict(found)

    def _stake(self, one: Ran, unit: Place) -> list[Place]:
        claim, position = unit
        if one.judges == "line" and position:
            return [(claim, position)]
        return [(claim, n) for n in range(1, len(self.claims[claim].lines) + 1)] or [(claim, 0)]

    def amount(self, line: Place) -> float | None:
        if not line[1]:
            return None
        found = self.claims[line[0]].lines[line[1] - 1]
        return None if found.denied_by and not found.allowed else found.allowed

    def charge(self, line: Place) -> float:
        return self.claims[line[0]].lines[line[1] - 1].charge if line[1] else 0.0

    def denied(self, line: Place) -> bool:
        return bool(line[1] and self.claims[line[0]].lines[line[1] - 1].denied_by)

    def total(self, lines: Sequence[Place]) -> float | None:
        known = [amount for line in lines if (amount := self.amount(line)) is not None]
        return None if lines and not known else float(sum(known))

    def value(self, one: Ran, unit: Place, dimension: str) -> str:
        claim = self.claims[unit[0]]
        judged = one.judges
        if dimension == "month":
            on = claim.lines[unit[1] - 1].on if judged == "line" and unit[1] else claim.on
            return f"{on:%Y-%m}"
        if dimension == "code":
            if judged == "claim" or not unit[1]:
                return ""
            return claim.lines[unit[1] - 1].code if judged == "line" else claim.diagnoses[unit[1] - 1]
        if dimension == "provider":
            return claim.provider or claim.facility
        return str(getattr(claim, dimension))

    def population(self, one: Ran) -> list[Place]:
        sizes: dict[str, Callable[[Billed], int]] = {
            "line": lambda claim: len(claim.lines),
            "diagnosis": lambda claim: len(claim.diagnoses),
        }
        rows: list[Place] = []
        for number, claim in self.claims.items():
            if claim.claim_type in one.types:
                if one.judges == "claim":
                    rows.append((number, 0))
                else:
                    rows += [(number, n) for n in range(1, sizes[one.judges](claim) + 1)]
        return rows

    def summary(self, one: Ran) -> dict[str, Any]:
        units, stakes = self.units[one.id], self.stakes[one.id]
        rows = len(self.population(one))
        claims = {claim for claim, _ in units}
        low, high = wilson(len(units), rows) if rows else (None, None)
        return {
            "hits": len(units),
            "eligible": rows or None,
            "rate": len(units) / rows if rows else None,
            "low": low,
            "high": high,
            "claims": len(claims),
            "patients": len({self.claims[claim].patient for claim in claims}),
            "providers": len({self.value(one, (claim, 0), "provider") for claim in claims} - {""}),
            "lines": len(stakes),
            "charges": sum(map(self.charge, stakes)),
            "allowed": self.total(stakes),
            "without_amount": sum(self.amount(line) is None for line in stakes),
        }

    def by(self, one: Ran, dimension: str) -> dict[str, dict[str, Any]]:
        hits: dict[str, list[Place]] = defaultdict(list)
        rows: dict[str, int] = defaultdict(int)
        for unit in self.units[one.id]:
            hits[self.value(one, unit, dimension)].append(unit)
        for row in self.population(one):
            rows[self.value(one, row, dimension)] += 1
        values = {*hits, *rows} if dimension in ("month", "claim_type") else {*hits}
        found = {}
        for value in values:
            lines = sorted({line for unit in hits[value] for line in self._stake(one, unit)})
            found[value] = {
                "hits": len(hits[value]),
                "rows": rows[value],
                "rate": len(hits[value]) / rows[value],
                "claims": len({claim for claim, _ in hits[value]}),
                "charges": sum(map(self.charge, lines)),
                "allowed": self.total(lines),
            }
        return found

    def money(self, one: Ran) -> dict[str, Any]:
        earlier = self.edits[: self.edits.index(one)]
        taken = {line for two in earlier if two.severity == "FAIL" for line in self.stakes[two.id]}
        mine = self.stakes[one.id]
        denied = [line for line in mine if self.denied(line)]
        before = [line for line in mine if line not in denied and line in taken]
        left = [line for line in mine if line not in denied and line not in taken]
        fresh = [unit for unit in self.units[one.id] if set(self._stake(one, unit)) & set(left)]
        return {
            "gross": self.total(mine),
            "denied_lines": len(denied),
            "denied": self.total(denied),
            "earlier_lines": len(before),
            "earlier": self.total(before),
            "incremental_lines": len(left),
            "incremental": self.total(left),
            "incremental_hits": len(fresh),
        }

    def overlap(self, one: Ran, two: Ran) -> int:
        return len(set(self.stakes[one.id]) & set(self.stakes[two.id]))

    def concentration(self, one: Ran) -> dict[str, float]:
        counts: dict[str, int] = {self.value(one, row, "provider"): 0 for row in self.population(one)}
        for unit in self.units[one.id]:
            counts[self.value(one, unit, "provider")] += 1
        hits, total = sorted(counts.values()), len(self.units[one.id])
        apart = sum(abs(a - b) for a in hits for b in hits)
        return {
            "providers": len(hits),
            "top_ten": sum(hits[-10:]) / total,
            "hhi": sum((100 * one / total) ** 2 for one in hits),
            "gini": apart / (2 * len(hits) ** 2 * mean(hits)),
        }

    def stability(self, one: Ran) -> dict[str, float | None]:
        months = self.by(one, "month")
        rates = [months[at]["rate"] for at in sorted(months)]
        variation = stdev(rates) / mean(rates) if len(rates) > 1 and mean(rates) else None
        z = None
        n, k = sum(one["rows"] for one in months.values()), sum(one["hits"] for one in months.values())
        if len(months) > 2 and 0 < k < n:
            x = {at: int(at[:4]) * 12 + int(at[5:]) for at in months}
            centre = sum(months[at]["rows"] * x[at] for at in months) / n
            up = sum(months[at]["hits"] * (x[at] - centre) for at in months)
            spread = sum(months[at]["rows"] * (x[at] - centre) ** 2 for at in months)
            z = up / sqrt(k / n * (1 - k / n) * spread)
        return {"variation": variation, "z": z}
