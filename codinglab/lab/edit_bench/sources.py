"""What an edit is tried on: its examples, claims, the keys of the teaching cases, or a claim extract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from codinglab.claims.assemble import answers_from_key, claim_from
from codinglab.claims.extract import Extract, open_extract
from codinglab.model import Claim, InvalidInputError, KeySealedError
from codinglab.reference.cases import has_key, list_cases, load_key
from codinglab.validate.edit import Edit
from codinglab.validate.loaded import LoadedClaims, load, load_extract

Source = Claim | Iterable[Claim] | Extract | LoadedClaims | Path | str | None
CASES = "cases"

_loaded: list[LoadedClaims] = []


def load_claims(source: Source, *, partitions: int = 1) -> LoadedClaims:
    """Load claims that every edit shown from now on is tried on.

    Args:
        source: a claim, several, a claim extract or its folder, or "cases": the keys of the teaching cases.
        partitions: how many partitions of an extract.

    Raises:
        InvalidInputError: they cannot be read.
    """
    _loaded[:] = [read_source(source, partitions=partitions)]
    return _loaded[0]


def forget_claims() -> None:
    """Have no claims loaded any more."""
    _loaded.clear()


def loaded_claims() -> LoadedClaims | None:
    """The claims that were loaded, where any were."""
    return _loaded[0] if _loaded else None


def read_source(source: Source, edit: Edit | None = None, *, partitions: int = 1) -> LoadedClaims:
    """The claims of a source; where none is given those that were loaded, else the edit's examples.

    Raises:
        InvalidInputError: they cannot be read, or there are none.
    """
    if source is None:
        return loaded_claims() or _examples(edit)
    if isinstance(source, LoadedClaims):
        return source
    if isinstance(source, str) and source == CASES:
        return _keys()
    if isinstance(source, str | Path):
        source = open_extract(Path(source))
    if isinstance(source, Extract):
        return load_extract(source, partitions=partitions)
    return load(source)


def _examples(edit: Edit | None) -> LoadedClaims:
    """An edit's examples, each of a patient of its own, with what it says as its note."""
    if edit is None or not edit.examples:
        msg = "There are no claims: give some, or load some with codinglab.load_claims."
        raise InvalidInputError(msg)
    claims, notes = [], {}
    for number, example in enumerate(edit.examples, start=1):
        name = f"example {number}"
        patient = replace(example.claim.patient, id=f"patient {number}")
        claims.append(replace(example.claim, claim_id=name, patient=patient))
        notes[name] = [("What the example says", f"It {example.outcome}: {example.because}.")]
    return load(claims, notes=notes, words=f"its {len(claims)} example{'' if len(claims) == 1 else 's'}")


def _keys() -> LoadedClaims:
    """The claims of the keys of the teaching cases, with the documents of each; sealed keys are left out."""
    claims, notes = [], {}
    for case in list_cases():
        if not has_key(case.id):
            continue
        try:
            key = load_key(case.id)
        except KeySealedError:
            continue
        claims.append(replace(claim_from(case, answers_from_key(case, key)), claim_id=case.id))
        notes[case.id] = [(document.title, document.text) for document in case.encounter.documents]
    return load(claims, notes=notes, words=f"the keys of {len(claims)} teaching cases")
