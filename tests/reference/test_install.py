"""Installing an edition: whole or not at all, dated, verified, and never from a file that is not right."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.model import InvalidInputError, NotInForceError, StoreError, TableMissingError
from codinglab.reference.install import folders, releases
from codinglab.reference.install import install as installing
from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.catalogue import Source, find_source, sources
from codinglab.reference.install.install import install, remove
from codinglab.reference.install.reading import Reading
from codinglab.reference.install.releases import (
    Release,
    TableFacts,
    list_releases,
    read_table,
    release_on,
    sound_releases,
    verify,
)

POA = "icd10cm-poa-exempt"
Written = Callable[..., Path]
pytestmark = pytest.mark.usefixtures("own_home")


def codes(release: Release) -> list[str]:
    found: list[str] = read_table(release, "poa_exempt_code").column("code").to_pylist()
    return found


def reads(monkeypatch: pytest.MonkeyPatch, **tables: pa.Table) -> None:
    """Let every source answer these tables."""
    reading = Reading("2026 Q2", date(2026, 4, 1), date(2026, 6, 30), tables)
    monkeypatch.setattr(Source, "load_reader", lambda _source: lambda _request: reading)


def test_an_edition_says_what_it_is(poa: Written) -> None:
    said: list[tuple[str, float]] = []
    release = install(POA, poa(), progress=lambda sentence, share: said.append((sentence, share)))
    assert (release.edition, release.since, release.through) == (
        "FY2026 October",
        date(2025, 10, 1),
        date(2026, 9, 30),
    )
    assert list_releases() == list_releases(POA) == (release,)
    assert codes(release) == ["B900", "B901", "Z992"]
    assert release.file == "poa-26.zip"
    assert len(release.file_sha256) == 64
    assert release.accepted is None
    assert [share for _, share in said] == sorted(share for _, share in said)
    assert said[-1][1] == 1.0


def test_editions_stand_side_by_side_and_the_day_chooses(poa: Written) -> None:
    newer, older = install(POA, poa(26)), install(POA, poa(25))
    assert list_releases(POA) == (older, newer)
    assert release_on(POA, date(2025, 9, 30)) == older
    assert release_on(POA, date(2025, 10, 1)) == newer
    april = install(POA, poa(26, name="poa-april.zip"))
    assert april.since == date(2026, 4, 1)
    assert release_on(POA, date(2026, 3, 31)) == newer
    assert release_on(POA, date(2026, 4, 1)) == april
    with pytest.raises(NotInForceError, match=f"in force on 2026-10-01.*reference install {POA}"):
        release_on(POA, date(2026, 10, 1))


def test_nothing_installed_names_the_command() -> None:
    with pytest.raises(TableMissingError, match=f"codinglab reference install {POA} FILE"):
        release_on(POA, date(2026, 4, 1))


@given(
    st.lists(st.tuples(st.integers(0, 40), st.none() | st.integers(0, 20)), unique_by=lambda pair: pair[0]),
    st.integers(0, 60),
)
def test_the_latest_that_has_begun_and_not_ended_is_in_force(
    spans: list[tuple[int, int | None]], at: int
) -> None:
    first = date(2026, 1, 1)
    held = tuple(
        Release(
            POA,
            str(start),
            first + timedelta(start),
            None if length is None else first + timedelta(start + length),
            {"poa_exempt_code": TableFacts(1, "")},
            "file",
            "",
            first,
        )
        for start, length in sorted(spans)
    )
    on = [start for start, length in spans if start <= at and (length is None or at <= start + length)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(releases, "list_releases", lambda _source: held)
        if on:
            assert release_on(POA, first + timedelta(at)).edition == str(max(on))
        else:
            with pytest.raises((NotInForceError, TableMissingError)):
                release_on(POA, first + timedelta(at))


def test_the_same_edition_again_takes_the_place_of_the_old(poa: Written, own_home: Path) -> None:
    install(POA, poa())
    again = install(POA, poa(codes=["B90.0", "B90.1"], name="corrected.zip"))
    assert list_releases() == (again,)
    assert codes(again) == ["B900", "B901"]
    assert [path.name for path in (own_home / "installed" / POA).iterdir()] == ["2025-10-01"]


def test_the_person_may_say_the_first_day_within_the_year(poa: Written) -> None:
    assert install(POA, poa(), since=date(2026, 1, 1)).since == date(2026, 1, 1)
    with pytest.raises(SourceFileError, match="FY2026, 2025-10-01 to 2026-09-30; 2026-10-01 is not in it"):
        install(POA, poa(), since=date(2026, 10, 1))


def test_a_file_with_half_its_rows_is_refused(poa: Written) -> None:
    many = [f"B90.{number}" for number in range(10)]
    whole = install(POA, poa(25, many))
    with pytest.raises(SourceFileError, match=f"half its rows.* 4 rows, and 10 in .*remove {POA} 2024-10-01"):
        install(POA, poa(26, many[:4]))
    assert list_releases() == (whole,)
    assert install(POA, poa(26, many[:5])).rows == 5


@pytest.mark.parametrize(("fault", "told"), [(KeyboardInterrupt, KeyboardInterrupt), (OSError, StoreError)])
def test_an_install_that_stops_leaves_the_old_whole(
    poa: Written,
    monkeypatch: pytest.MonkeyPatch,
    own_home: Path,
    fault: type[BaseException],
    told: type[BaseException],
) -> None:
    old = install(POA, poa())

    def stop(*_: object) -> None:
        raise fault

    other = poa(codes=["B90.0", "B90.1"])
    with monkeypatch.context() as patch:
        patch.setattr(installing, "_write", stop)
        with pytest.raises(told):
            install(POA, other)
    assert list_releases() == (old,)
    assert verify(old) == ()
    assert [path.name for path in (own_home / "installed" / POA).iterdir()] == ["2025-10-01"]


def test_an_install_that_stops_between_the_two_moves_loses_nothing(
    poa: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, moves = install(POA, poa()), []

    def replace(source: Path, target: Path) -> None:
        moves.append(target)
        if len(moves) == 2:
            raise KeyboardInterrupt
        Path(source).rename(target)

    other = poa(codes=["B90.0", "B90.1"])
    with monkeypatch.context() as patch:
        patch.setattr(folders.os, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            install(POA, other)
    assert list_releases() == (old,)
    assert codes(old) == ["B900", "B901", "Z992"]


KILLED = """
import os, sys
from pathlib import Path
import pyarrow.parquet as pq
from codinglab.reference.install.install import install
from codinglab.reference.sources import poa_exempt_file
poa_exempt_file.LEAST_ROWS = 1
pq.write_table = lambda *_, **__: os._exit(9)
install("icd10cm-poa-exempt", Path(sys.argv[1]))
"""


def test_a_killed_install_leaves_the_old_and_is_swept(poa: Written, own_home: Path) -> None:
    old = install(POA, poa())
    assert subprocess.run([sys.executable, "-c", KILLED, poa(25)], env=dict(os.environ)).returncode == 9
    parent = own_home / "installed" / POA
    assert len(list(parent.glob(".draft-*"))) == 1
    assert list_releases() == (old,)
    newer = install(POA, poa(25))
    assert list_releases() == (newer, old)
    assert list(parent.glob(".*")) == []


def test_a_flipped_byte_is_found(poa: Written) -> None:
    release = install(POA, poa())
    assert verify(release) == ()
    path = release.folder / "poa_exempt_code.parquet"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    assert verify(release) == ("poa_exempt_code",)
    path.write_bytes(raw[:20])
    with pytest.raises(StoreError, match=f"cannot be read.*Install it again.*{POA}"):
        read_table(release, "poa_exempt_code")
    path.unlink()
    assert verify(release) == ("poa_exempt_code",)


def test_a_damaged_manifest_is_said(poa: Written) -> None:
    release = install(POA, poa())
    manifest = release.folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace(POA, "icd10cm-drug"))
    with pytest.raises(StoreError, match=r"not of its folder.*Install it again"):
        list_releases()
    manifest.write_text("{")
    with pytest.raises(StoreError, match=r"(?s)damaged.*Install it again"):
        list_releases()


def test_an_unknown_table_of_an_edition_is_named(poa: Written) -> None:
    with pytest.raises(TableMissingError, match="it has poa_exempt_code"):
        read_table(install(POA, poa()), "nothing")


def test_remove(poa: Written) -> None:
    older, newer = install(POA, poa(25)), install(POA, poa(26))
    with pytest.raises(TableMissingError, match="since 2020-10-01 is installed"):
        remove(POA, "2020-10-01")
    assert remove(POA, older.name) == (older.since.isoformat(),)
    assert list_releases() == (newer,)
    assert not older.folder.exists()
    assert remove(POA) == (newer.since.isoformat(),)
    with pytest.raises(TableMissingError, match="Installed: none"):
        remove(POA)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"source": 3}', '{"layout": 9}'])
def test_a_damaged_edition_names_its_cures_and_both_work(poa: Written, damage: str) -> None:
    older, newer = install(POA, poa(25)), install(POA, poa(26))
    manifest = older.folder / "manifest.json"
    manifest.write_text(damage, encoding="utf-8")
    sound, faults = sound_releases()
    assert sound == (newer,)
    assert f"codinglab reference remove {POA} 2024-10-01" in faults[0]
    with pytest.raises(StoreError, match="Install it again"):
        list_releases(POA)
    assert install(POA, poa(25)) in list_releases(POA)
    manifest.write_text(damage, encoding="utf-8")
    assert remove(POA, older.name) == ("2024-10-01",)
    assert list_releases() == (newer,)


def test_elements_nested_without_end_are_refused(tmp_path: Path, own_home: Path) -> None:
    path = tmp_path / "deep.xml"
    deep = "<diag>" * 20_000 + "</diag>" * 20_000
    path.write_text(f"<ICD10CM.tabular><version>2026</version>{deep}</ICD10CM.tabular>", encoding="utf-8")
    with pytest.raises(SourceFileError, match=r"nested|expected|whole"):
        install("icd10cm-tabular", path)


def test_a_licence_must_be_accepted_and_is_recorded(poa: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, ncci_mue=pa.table({"code": ["G0008"], "mue": [1]}))
    with pytest.raises(InvalidInputError, match=r"AMA click-through.*--accept-licence"):
        install("ncci-mue-dme", poa())
    assert list_releases() == ()
    release = install("ncci-mue-dme", poa(), accept_licence=True)
    (read,) = list_releases()
    assert read == release
    assert read.accepted is not None
    assert (read.accepted.licence, bool(read.accepted.by)) == ("AMA click-through", True)


def test_other_or_empty_tables_are_refused(poa: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, hcpcs_code=pa.table({"code": ["G0008"]}))
    with pytest.raises(SourceFileError, match=r"expected the tables poa_exempt_code.*found hcpcs_code"):
        install(POA, poa())
    reads(monkeypatch, poa_exempt_code=pa.table({"code": pa.array([], pa.string())}))
    with pytest.raises(SourceFileError, match="no row for the table poa_exempt_code"):
        install(POA, poa())
    assert list_releases() == ()


def test_an_unknown_source_is_named() -> None:
    with pytest.raises(InvalidInputError, match="Did you mean icd10cm-order"):
        find_source("icd10cm-ordr")


@pytest.mark.parametrize("source", sources().values(), ids=sources())
def test_a_card_is_whole(source: Source) -> None:
    assert source.page.startswith("https://") is not source.described
    assert set(source.key) <= set(source.tables)
    free = source.described or source.licence.startswith("public domain")
    assert source.click_through is not free
    assert not source.url or source.url.split("/")[2] in source.hosts
    assert callable(source.load_reader())
