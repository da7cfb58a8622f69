"""What edits found of the errors that were planted, and what they said of claims without any.

The truth (`codinglab.claims.generate.TRUTH`) says which edits must fire on which claims, and which may
beside. It is measured by claim: an edit found an error when it fired on the claim at all. A hit is false
where the edit neither must nor may fire on the claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from codinglab.claims.generate import TRUTH
from codinglab.model import InvalidInputError
from codinglab.model.interval import wilson

if TYPE_CHECKING:
    import pyarrow as pa

TRUTH_FILE = "truth.parquet"
_PLACES = ("line", "diagnosis", "procedure")


@dataclass(frozen=True, slots=True)
class Found:
    """How an edit did.

    Attributes:
        planted: claims with an error that it must find.
        found, missed: of those.
        misplaced: of those found, how many it names none of the planted places of.
        claims: all claims that it fired on.
        false: of those, how many it should not have fired on.
    """

    edit: str
    planted: int
    found: int
    misplaced: int
    claims: int
    false: int

    @property
    def missed(self) -> int:
        """Claims with an error that it did not find."""
        return self.planted - self.found

    @property
    def recall(self) -> float | None:
        """Found of planted; None where none was."""
        return self.found / self.planted if self.planted else None

    @property
    def recall_interval(self) -> tuple[float, float]:
        """The Wilson 95 % interval of the recall."""
        return wilson(self.found, self.planted)

    @property
    def precision(self) -> float | None:
        """Right of all claims that it fired on; None where it never fired."""
        return 1 - self.false / self.claims if self.claims else None

    @property
    def precision_interval(self) -> tuple[float, float]:
        """The Wilson 95 % interval of the precision."""
        return wilson(self.claims - self.false, self.claims)


def read_truth(extract: Path) -> pa.Table:
    """The truth beside an extract.

    Raises:
        InvalidInputError: there is none, or the file is not one.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = extract / TRUTH_FILE
    try:
        return pq.read_table(path).select(TRUTH.names).cast(TRUTH)
    except FileNotFoundError:
        msg = f"{extract} has no {TRUTH_FILE}: recall needs claims made with codinglab claims generate."
        raise InvalidInputError(msg) from None
    except (KeyError, pa.ArrowInvalid, OSError) as error:
        msg = f"{path} cannot be read as the truth of planted errors: {error}."
        raise InvalidInputError(msg) from None


def measure(truth: pa.Table, hits: pa.Table, edits: Iterable[str] = ()) -> tuple[Found, ...]:
    """How each edit did, by its id.

    Args:
        truth: `TRUTH`.
        hits: `edit`, `claim` (its name), and `line`, `diagnosis`, `procedure`.
        edits: edits to be told of though nothing was planted for them and they never fired.
    """
    must, may = _expected(truth)
    fired = _fired(hits)
    for edit in edits:
        must.setdefault(edit, {})
    return tuple(_one(edit, must.get(edit, {}), fired.get(edit, {}), may) for edit in sorted({*must, *fired}))


def false_hits(truth: pa.Table, hits: pa.Table) -> Iterator[tuple[str, str]]:
    """The edit and the name of each claim that it should not have fired on."""
    must, may = _expected(truth)
    for edit, claims in sorted(_fired(hits).items()):
        for claim in sorted(claims):
            if not _expects(edit, claim, must.get(edit, {}), may):
                yield edit, claim


def missed(truth: pa.Table, hits: pa.Table) -> Iterator[tuple[str, str]]:
    """The edit and the name of each claim with an error that it did not find."""
    must, _ = _expected(truth)
    fired = _fired(hits)
    for edit, claims in sorted(must.items()):
        yield from ((edit, claim) for claim in sorted(claims) if claim not in fired.get(edit, {}))


Place = tuple[int | None, int | None, int | None]
Places = dict[str, set[Place]]


def _expected(truth: pa.Table) -> tuple[dict[str, Places], dict[str, set[str]]]:
    """By edit and claim the places that it must find; by claim the patterns of edits that may fire."""
    must: dict[str, Places] = {}
    may: dict[str, set[str]] = {}
    columns = [truth.column(name).to_pylist() for name in ("edit", "claim", "planted", *_PLACES)]
    for edit, claim, planted, *place in zip(*columns, strict=True):
        if planted:
            must.setdefault(edit, {}).setdefault(claim, set()).add((place[0], place[1], place[2]))
        else:
            may.setdefault(claim, set()).add(edit)
    return must, may


def _fired(hits: pa.Table) -> dict[str, Places]:
    fired: dict[str, Places] = {}
    columns = [hits.column(name).to_pylist() for name in ("edit", "claim", *_PLACES)]
    for edit, claim, line, diagnosis, procedure in zip(*columns, strict=True):
        fired.setdefault(edit, {}).setdefault(claim, set()).add((line, diagnosis, procedure))
    return fired


def _expects(edit: str, claim: str, must: Places, may: dict[str, set[str]]) -> bool:
    return claim in must or any(edit == one or fnmatch(edit, one) for one in may.get(claim, ()))


def _one(edit: str, must: Places, fired: Places, may: dict[str, set[str]]) -> Found:
    found = [claim for claim in must if claim in fired]
    elsewhere = [claim for claim in found if not any(_fits(place, fired[claim]) for place in must[claim])]
    false = sum(not _expects(edit, claim, must, may) for claim in fired)
    return Found(edit, len(must), len(found), len(elsewhere), len(fired), false)


def _fits(place: Place, fired: set[Place]) -> bool:
    """Whether a hit names a planted place, as far as the place is known."""
    return any(all(wanted in (None, said) for wanted, said in zip(place, one, strict=True)) for one in fired)
