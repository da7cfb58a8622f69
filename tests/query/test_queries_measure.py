"""The measure of the query linter, and the two sets of labelled queries that it reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from codinglab.evaluate.queries import (
    SETS,
    Judged,
    Labelled,
    disagreements,
    judge,
    labelled,
    main,
    read_queries,
    tally,
)
from codinglab.model import (
    Authority,
    InvalidInputError,
    LintFinding,
    Query,
    QueryType,
    Severity,
)

RULES = frozenset(f"QL-{number:02}" for number in range(1, 25))
QUERIES = {name: labelled(name) for name in SETS}
ALL = [query for name in SETS for query in QUERIES[name]]
PLAIN = Query("Q1", "E1", QueryType.OPEN, "Clarification", "What is the diagnosis?")


def finding(rule: str, severity: Severity = Severity.FAIL, message: str = "A fault.") -> LintFinding:
    return LintFinding(rule, severity, message, "Mend it.", Authority("Query practice", "2022"))


def labels(case: str, *breaks: str) -> Labelled:
    return Labelled(case, frozenset(breaks), "why", PLAIN)


def test_the_sets_have_their_size() -> None:
    assert {name: len(queries) for name, queries in QUERIES.items()} == {"gold": 100, "held": 40}


@pytest.mark.parametrize("name", SETS)
def test_half_of_a_set_is_compliant(name: str) -> None:
    compliant = [query for query in QUERIES[name] if not query.breaks]
    assert 2 * len(compliant) == len(QUERIES[name])


def test_cases_and_query_ids_are_unique() -> None:
    for ids in (
        [query.case for query in ALL],
        [query.fields.id for query in ALL if query.fields.id],
        [query.fields.patient_id for query in ALL if query.fields.patient_id],
    ):
        assert len(set(ids)) == len(ids)


def test_no_query_is_there_twice() -> None:
    facts = Counter((query.fields.title, query.fields.indicators) for query in ALL if query.fields.indicators)
    assert max(facts.values()) == 1


def test_every_rule_is_broken_often_enough() -> None:
    gold = Counter(rule for query in QUERIES["gold"] for rule in query.breaks)
    held = Counter(rule for query in QUERIES["held"] for rule in query.breaks)
    assert set(gold) == set(held) == RULES
    assert min(gold.values()) >= 3
    assert min((gold + held).values()) >= 4


def test_a_query_breaks_four_rules_at_most_and_says_why() -> None:
    assert max(len(query.breaks) for query in ALL) == 4
    assert all(query.note for query in ALL)


def test_every_shape_of_a_query_is_there() -> None:
    for queries in QUERIES.values():
        for compliant in (True, False):
            assert {q.fields.type for q in queries if bool(q.breaks) is not compliant} == set(QueryType)


def test_what_is_found_and_blocked() -> None:
    def linter(_query: Query) -> Sequence[LintFinding]:
        return (
            finding("QL-01", Severity.WARN),
            finding("QL-05", Severity.INFO, "Not checked: the query has no facts of the record."),
            finding("QL-23", Severity.INFO),
        )

    judged = judge(labels("G-1"), linter)
    assert judged.found == {"QL-01", "QL-23"}
    assert not judged.blocked
    assert judge(labels("G-1"), lambda _query: (finding("QL-02"),)).blocked


def test_the_counts() -> None:
    judged = [
        Judged(labels("G-2", "QL-01", "QL-02"), frozenset({"QL-01", "QL-03"}), blocked=True),
        Judged(labels("G-1", "QL-02"), frozenset(), blocked=False),
    ]
    whole = tally(judged, RULES)
    assert (whole.right, whole.wrong, whole.missed) == (1, 1, 2)
    assert (whole.precision, whole.recall) == (0.5, 1 / 3)
    assert tally(judged, ("QL-09",)).precision == tally(judged, ("QL-09",)).recall == 1.0
    assert [line.split()[:3] for line in disagreements(judged)] == [
        ["G-1", "QL-02", "missed"],
        ["G-2", "QL-02", "missed"],
        ["G-2", "QL-03", "wrong"],
    ]


def test_a_linter_that_knows_the_labels_meets_the_target() -> None:
    known = {query.fields: query.breaks for query in ALL}
    said: list[str] = []
    code = main(wrong=True, linter=lambda q: [finding(rule) for rule in known[q]], say=said.append)
    assert code == 0
    assert sum("precision 1.000   recall 1.000" in line for line in said) == 2 * (1 + len(RULES))
    assert sum("0 blocked (target 0), 0 with any finding" in line for line in said) == 2


def test_a_linter_that_blocks_a_compliant_query_misses_it() -> None:
    known = {query.fields: query.breaks for query in ALL}
    one = next(query.fields for query in QUERIES["gold"] if not query.breaks)
    said: list[str] = []

    def linter(query: Query) -> Sequence[LintFinding]:
        return [finding(rule) for rule in (("QL-02",) if query == one else known[query])]

    assert main(wrong=True, linter=linter, say=said.append) == 1
    assert "   compliant queries: 1 blocked (target 0), 1 with any finding" in said
    assert sum(" wrong  " in line for line in said) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "not a set of labelled queries"),
        ("[[query", "not a set of labelled queries"),
        ("[case]\n", "not a set of labelled queries"),
        ('[[query]]\ncase = "G-1"\nbreaks = []\nnote = "x"\n', "fields"),
        ('[[query]]\ncase = "G-1"\nbreaks = []\nnote = "x"\nrule = "QL-01"\n', "0.rule: unknown key"),
    ],
)
def test_a_file_that_is_no_set(tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "queries.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=said):
        read_queries(path)
