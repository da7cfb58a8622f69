"""The table of procedures says nothing that the official tables refuse."""

from __future__ import annotations

import re
from datetime import date

import pytest

from codinglab.procedure.terms import Term, drugs, rules, table_names, terms
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.icd10pcs import icd10pcs
from codinglab.reference.slices import read_slice
from codinglab.review.lexicon import lexicon
from codinglab.review.own_terms import read_devices, read_procedures

ON = date(2026, 6, 1)


@pytest.fixture(scope="module")
def codes() -> list[str]:
    return list(icd10pcs().below("", ON))


@pytest.mark.parametrize("term", terms().values(), ids=lambda term: term.name)
def test_every_pattern_leaves_a_valid_code(term: Term, codes: list[str]) -> None:
    for pattern in term.patterns:
        form = re.compile(pattern.characters.replace("_", "."))
        fitting = [code for code in codes if form.fullmatch(code)]
        assert fitting, pattern.characters
        for words in pattern.maps:
            assert pattern.characters[words.axis - 1] == "_"
            legal = {code[words.axis - 1] for code in fitting}
            assert set(words.values.values()) <= legal, (pattern.characters, words.asks)
        assert pattern.characters[:3] in table_names()
    assert not term.inspect or term.inspect in codes
    assert set(term.includes) <= set(terms())
    assert not term.rule or term.rule in rules()


def test_there_are_enough_and_each_can_be_found() -> None:
    assert len(terms()) >= 120
    entries = lexicon()
    for name in terms():
        named = [words for words, entry in read_procedures().items() if entry.term == name]
        assert any((entry := entries.get(words)) and entry.term == name for words in named), name


def test_service_codes_are_those_that_ship() -> None:
    shipped = {
        code
        for table in ("mpfs_indicator", "ncci_mue")
        for code in read_slice(table)[0].column("code").to_pylist()
    }
    assert {code for term in terms().values() for code in (*term.family, *term.addon)} <= shipped


def test_codes_of_presence_are_billable() -> None:
    found = {code for entry in read_devices().values() for code in (*entry.codes, *entry.sides.values())}
    assert len(found) > 30
    assert all(icd10cm().entry(code, ON).billable for code in found)


def test_drugs_have_level_two_codes() -> None:
    assert all(re.fullmatch(r"J\d{4}", drug.code) and drug.per > 0 for drug in drugs())
