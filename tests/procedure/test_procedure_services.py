"""Service codes with lists that a user installed: what the list does not have that day is not proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from codinglab.procedure import services
from codinglab.procedure.slots import Given
from codinglab.procedure.tables import Told
from codinglab.procedure.terms import drugs, terms

ON = date(2026, 6, 1)


@dataclass
class Entry:
    billable: bool


@dataclass
class Listed:
    """A stand-in for an installed list."""

    titles: dict[str, str]

    def covers(self, on: date) -> bool:
        return True

    def entry(self, code: str, on: date) -> Entry:
        return Entry(code in self.titles)

    def title(self, code: str) -> str:
        return self.titles.get(code, "")


def test_the_title_of_an_installed_list_and_the_units_of_a_dose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "hcpcs", lambda: Listed({"J3301": "A title of the publisher"}))
    given = [Given(drug, 25.0) for drug in drugs() if drug.code in {"J3301", "J1885"}]
    found = services.drug_codes(given, ON)
    assert [(str(one.code), one.gloss, one.units) for one in found] == [
        ("J3301", "A title of the publisher", 3)
    ]


def test_a_code_that_the_users_list_does_not_have_is_not_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told((), (), ())
    term = terms()["arthrocentesis"]
    monkeypatch.setattr(services, "cpt", lambda: Listed({"20610": "The user's own words"}))
    assert services.service_codes(term, told, "knee", ON)[0].gloss == "The user's own words"
    monkeypatch.setattr(services, "cpt", lambda: Listed({}))
    assert services.service_codes(term, told, "knee", ON) == ()


def test_without_lists_a_code_stands_with_our_own_words() -> None:
    term = terms()["arthrocentesis"]
    found = services.service_codes(term, Told((), (), ()), "knee", ON)
    assert [(str(one.code), one.gloss) for one in found] == [("20610", "arthrocentesis")]
    assert services.service_codes(term, Told((), (), ()), "knee, by ultrasound", ON) == ()
    assert services.service_codes(term, Told((), (), ()), "knee, without ultrasound guidance", ON) != ()
