"""The chart that queries are written from: the whole of it, or as of the day a CDI desk shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from codinglab.claims.assemble import claim_from
from codinglab.indicators import observations
from codinglab.lab.worksheet import Worksheet
from codinglab.model import Claim, Concept, Encounter, Evidence, Indicator, Suggestion
from codinglab.query.opportunities import find
from codinglab.query.opportunity import Opportunity
from codinglab.what_if import working

_KEPT = 8


class Chart:
    """What the desk reads.

    Args:
        worksheet: the work.
        concepts, suggestions: what was read in the whole chart.
        day: tells the day that is shown; None at a desk that has no days.
    """

    def __init__(
        self,
        worksheet: Worksheet,
        concepts: tuple[Concept, ...],
        suggestions: tuple[Suggestion, ...],
        day: Callable[[], date | None] | None,
    ) -> None:
        self._worksheet = worksheet
        self._read = (concepts, suggestions)
        self._day = day
        self._found: dict[date | None, tuple[Opportunity, ...]] = {}

    @property
    def by_day(self) -> bool:
        """Whether this is a desk of concurrent review."""
        return self._day is not None

    @property
    def shown(self) -> date | None:
        """The day shown, None where the whole chart is."""
        return self._day() if self._day is not None else None

    @property
    def dated(self) -> date:
        """The day of a query written now."""
        return self.shown or self._worksheet.case.encounter.through_date

    @property
    def encounter(self) -> Encounter:
        """The chart. Raises InvalidInputError when the day is not one of the stay."""
        day = self.shown
        return working(self._worksheet.case, day).encounter if day else self._worksheet.case.encounter

    @property
    def claim(self) -> Claim:
        """The claim as it is coded; before anything is, the working claim of the day."""
        case, answers, day = self._worksheet.case, self._worksheet.answers, self.shown
        return claim_from(case, answers) if answers.diagnoses or day is None else working(case, day).claim

    def opportunities(self) -> tuple[Opportunity, ...]:
        """What the chart calls for, found once a day. Raises as `codinglab.query.opportunities.find`."""
        day = self.shown
        if day not in self._found:
            concepts, suggestions = self._read
            if day is not None:
                at = working(self._worksheet.case, day)
                concepts, suggestions = at.concepts, at.suggestions
            encounter = self.encounter
            while len(self._found) >= _KEPT:
                del self._found[next(iter(self._found))]
            observed = observations(encounter, concepts)
            self._found[day] = find(encounter, concepts, suggestions, observed)
        return self._found[day]

    def place(self, fact: Indicator) -> Evidence | None:
        """Where the words of a fact stand, None where no document of its source has them."""
        for document in self._worksheet.case.encounter.documents:
            start = document.text.find(fact.quote) if fact.quote else -1
            if start >= 0 and fact.source in (document.title, document.id):
                return Evidence(document.id, start, start + len(fact.quote), fact.quote)
        return None
