"""The severity levels of a claim's base DRG: what it would be with no CC, with one, and with an MCC.

Found by asking: the secondary diagnoses that count are taken off, and one that is known to count is put
in their place. Only an answer with the same base DRG and the severity asked for makes a rung.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from codinglab.group.grouper import Answer, Data, ask
from codinglab.model import Complication

_PROBES: tuple[tuple[Complication, tuple[str, ...]], ...] = (
    (Complication.CC, ("D62", "N390", "F05", "J9811", "E440", "I2510")),
    (Complication.MCC, ("J9601", "G9341", "E43", "J189", "A419")),
)


def rungs(data: Data, answer: Answer, counting: Iterable[int], left: Sequence[Answer]) -> Iterator[Answer]:
    """The grouper's answers at each severity level that could be reached, the lowest first.

    Args:
        data: the claim in the grouper's form.
        answer: what the grouper says of it.
        counting: the places of the secondary diagnoses that count as CC or MCC, from 0.
        left: what the grouper says without each secondary diagnosis.
    """
    taken = {place for place in counting if left[place].base == answer.base}
    kept = [item for place, item in enumerate(data["sdx"]) if place not in taken]
    bare = ask({**data, "sdx": kept})
    if _fits(bare, answer, Complication.NONE):
        yield bare
    for severity, codes in _PROBES:
        tried = (ask({**data, "sdx": [*kept, _present(code)]}) for code in codes)
        found = next((one for one in tried if _fits(one, answer, severity)), None)
        if found:
            yield found


def _fits(found: Answer, answer: Answer, severity: Complication) -> bool:
    return found.base == answer.base and found.severity is severity


def _present(code: str) -> dict[str, Any]:
    return {"code": code, "poa": "Y"}
