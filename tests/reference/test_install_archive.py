"""A file that was damaged or made to do harm is refused, with a sentence, and nothing is installed."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.install import install
from codinglab.reference.install.releases import list_releases

POA = "icd10cm-poa-exempt"
Written = Callable[..., Path]
pytestmark = pytest.mark.usefixtures("own_home")


def refused(path: Path, said: str) -> None:
    with pytest.raises(SourceFileError, match=said):
        install(POA, path)
    assert list_releases() == ()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_truncated_zip(poa: Written, share: float) -> None:
    path = poa(codes=[f"B{number}" for number in range(10, 99)])
    raw = path.read_bytes()
    path.write_bytes(raw[: int(share * len(raw))])
    refused(path, "not a whole zip file")


def test_a_damaged_member(poa: Written) -> None:
    path = poa()
    raw = bytearray(path.read_bytes())
    raw[60] ^= 0xFF
    path.write_bytes(raw)
    refused(path, "damaged|not of the size|not a whole zip|expected")


def test_a_bomb(zipped: Written) -> None:
    path = zipped("bomb.zip", {"POAexemptCodesFY26.txt": b"0" * (64 << 20)})
    refused(path, "No published file does; the archive is refused")


@pytest.mark.parametrize("name", ["../POAexemptCodesFY26.txt", "/POAexemptCodesFY26.txt", "C:\\x.txt"])
def test_a_path_that_leads_out(zipped: Written, name: str) -> None:
    refused(zipped("out.zip", {name: "text"}), "leads out of the archive")


def test_a_link(tmp_path: Path) -> None:
    path = tmp_path / "link.zip"
    member = zipfile.ZipInfo("POAexemptCodesFY26.txt")
    member.create_system = 3
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "/etc/passwd")
    refused(path, "is a link")


def test_an_encrypted_member(poa: Written) -> None:
    path = poa()
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    refused(path, "encrypted")


def test_another_file(zipped: Written, tmp_path: Path) -> None:
    refused(zipped("other.zip", {"readme.pdf": "%PDF"}), r"expected one POAexemptCodesFYnn.*readme\.pdf")
    refused(tmp_path / "nowhere.zip", "cannot be read")
    refused(tmp_path, "cannot be read")


def test_zips_in_a_zip_are_read(poa: Written, zipped: Written) -> None:
    path = zipped("outer.zip", {"inner/poa.zip": poa().read_bytes()})
    assert install(POA, path).rows == 3
