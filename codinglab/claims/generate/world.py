"""What all batches of a generation share: templates and plants packed, hospitals, groups, contractors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from codinglab.claims.generate.choose import Chooser
from codinglab.claims.generate.copies import Beside
from codinglab.claims.generate.forms import NONE, Forms, pack
from codinglab.claims.generate.hashed import share
from codinglab.claims.generate.people import beside, profiles, states
from codinglab.claims.generate.plants import Bed
from codinglab.claims.generate.templates import Template
from codinglab.model import ClaimType

if TYPE_CHECKING:
    import pyarrow as pa

Array = np.ndarray[Any, np.dtype[Any]]
EPOCH = date(1970, 1, 1).toordinal()
_PHYSICIANS = 6
_HOSPITALS = 90_000_000


@dataclass(frozen=True)
class Providers:
    """Whom patients see: their numbers for each claim."""

    provider: Array
    group: Array
    facility: Array


class World:
    """See the module.

    Args:
        listed: the templates.
        shares: of the lines, by claim type.
        bed: the plants; their forms follow those of the templates.
        since, through: the days of the claims.
        contractors: by default those of `contractors.toml`.
        lines: how many lines there will be; the number of providers grows with it.
        seed: of everything.
    """

    def __init__(
        self,
        listed: Sequence[Template],
        shares: Mapping[ClaimType, float],
        bed: Bed,
        since: date,
        through: date,
        contractors: Sequence[str] | None,
        lines: int,
        seed: int,
    ) -> None:
        self.seed, self.bed = seed, bed
        self.since, self.through = since.toordinal() - EPOCH, through.toordinal() - EPOCH
        self.templates = tuple(listed)
        self.chooser = Chooser(listed, shares)
        own = [form for one in listed for form in one.forms]
        self.forms: Forms = pack([*own, *bed.forms])
        self.planted_from = len(own)
        sizes = np.array([len(one.forms) for one in listed])
        self.form_start, self.form_count = np.cumsum(sizes) - sizes, sizes
        self._specialty = np.unique(self.forms.columns["specialty"], return_inverse=True)[1]
        self.apart = np.array([one.apart for one in listed])
        words = sorted({one.once for one in listed} - {""})
        self.once = np.array([words.index(one.once) + 1 if one.once else 0 for one in listed])
        wanted = [kind for kind, part in shares.items() if part > 0]
        spare = [place for place, one in enumerate(listed) if one.fallback and one.claim_type in wanted]
        self.fallback = spare[0] if spare else NONE
        self._states = states(contractors)
        word = self.forms.words
        self.sexes = {sex: word(sex) for sex in ("F", "M", "U")}
        self.part_a = np.array([word(one.a) for one in self._states])
        self.part_b = np.array([word(one.b) for one in self._states])
        self.beside, self.beside_of = self._beside()
        self._groups = int(np.clip(lines // 25_000, 40, 4_000))
        self._hospitals = int(np.clip(lines // 100_000, 12, 800))
        self.words: pa.Array = word.array()

    def _beside(self) -> tuple[Beside, Array]:
        """The chronic diagnoses beside each template's own, by template and profile."""
        word, rows, counts = self.forms.words, [], []
        for template in self.templates:
            for profile in profiles():
                found = [(word(one.code), word(one.poa)) for one in beside(template, profile)]
                counts.append(len(found))
                rows += found
        count = np.array(counts, np.int64)
        code, poa = (np.array(column, np.int32) for column in zip(*rows, strict=True)) if rows else ((), ())
        numbers = np.arange(len(counts)).reshape(len(self.templates), len(profiles()))
        return Beside(np.cumsum(count) - count, count, np.asarray(code), np.asarray(poa)), numbers

    def providers(self, patient: Array, form: Array, slot: Array) -> Providers:
        """Who sees a patient: with slot 0 always the same of a specialty, with others each time another.

        Groups, physicians and hospitals are sought after very unequally: about as in Zipf's law.
        """
        specialty = self._specialty[form]
        chance = share(patient, specialty, self.seed, 1)
        rank = np.exp(chance * np.log(self._groups)).astype(np.int64) - 1
        group = (rank + slot) % self._groups
        size = 1 + (share(group, specialty, self.seed, 2) * (_PHYSICIANS - 1)).astype(np.int64)
        physician = (share(patient, specialty, slot, self.seed, 3) * size).astype(np.int64)
        provider = (specialty * self._groups + group) * _PHYSICIANS + physician
        house = np.exp(share(patient, self.seed, 4) * np.log(self._hospitals)).astype(np.int64) - 1
        return Providers(provider, 10_001 + group, _HOSPITALS + house)

    def contractors(self, patient: Array, form: Array) -> Array:
        """The contractor of each claim, as a word: that of the patient's state."""
        odds = np.cumsum([one.share for one in self._states])
        state = np.searchsorted(odds / odds[-1], share(patient, self.seed, 5), side="right")
        part_b = self.forms.columns["professional"][form]
        return np.where(part_b, self.part_b[state], self.part_a[state])
