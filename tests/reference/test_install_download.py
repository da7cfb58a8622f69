"""Fetching a file: over https, from the publisher's hosts only, whole or with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import pytest

from codinglab.model import InvalidInputError
from codinglab.reference.install import download as downloading
from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.catalogue import find_source
from codinglab.reference.install.download import address, download

ORDER = find_source("icd10cm-order")
URL = "https://www.cms.gov/files/zip/2026%20code-descriptions.zip"
Answer = Callable[[httpx.Request], httpx.Response]


def fetched(answer: Answer, folder: Path, url: str = URL) -> Path:
    return download(ORDER, url, folder, lambda _sentence, _share: None, httpx.MockTransport(answer))


def test_a_file_is_fetched_under_its_own_name(tmp_path: Path) -> None:
    said: list[float] = []
    path = download(
        ORDER,
        URL,
        tmp_path,
        lambda _sentence, share: said.append(share),
        httpx.MockTransport(lambda _request: httpx.Response(200, content=b"PK" * 1000)),
    )
    assert path.name == "2026_code-descriptions.zip"
    assert path.read_bytes() == b"PK" * 1000
    assert said[-1] == 1.0


@pytest.mark.parametrize(
    "url",
    [
        "http://www.cms.gov/file.zip",
        "https://www.cms.gov.evil.example/file.zip",
        "https://user@evil.example/www.cms.gov/file.zip",
        "file:///etc/passwd",
        "https://127.0.0.1/file.zip",
    ],
)
def test_another_host_is_never_asked(url: str, tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise AssertionError(request.url)

    with pytest.raises(InvalidInputError, match=r"https from www\.cms\.gov"):
        fetched(answer, tmp_path, url)


def test_a_redirect_may_not_lead_away(tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.host == "www.cms.gov"
        return httpx.Response(302, headers={"location": "https://evil.example/file.zip"})

    with pytest.raises(InvalidInputError, match="is refused"):
        fetched(answer, tmp_path)


def test_a_redirect_to_the_publisher_is_followed(tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/new/file.zip":
            return httpx.Response(200, content=b"PK")
        return httpx.Response(301, headers={"location": "/new/file.zip"})

    assert fetched(answer, tmp_path).name == "file.zip"


def test_redirects_in_a_circle_end(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="more than 5 redirects"):
        fetched(lambda _request: httpx.Response(302, headers={"location": URL}), tmp_path)


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match=r"404 Not Found.*icd-10-codes"):
        fetched(lambda _request: httpx.Response(404), tmp_path)
    page = {"content-type": "text/html; charset=utf-8"}
    with pytest.raises(SourceFileError, match="a web page, not a file"):
        fetched(lambda _request: httpx.Response(200, headers=page, content=b"<html>"), tmp_path)


def test_a_network_that_fails_is_said(tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        msg = "too slow"
        raise httpx.ReadTimeout(msg, request=request)

    with pytest.raises(SourceFileError, match="ReadTimeout: too slow"):
        fetched(answer, tmp_path)


def test_a_file_that_is_too_large_or_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceFileError, match="2 of 10 bytes arrived"):
        fetched(
            lambda _request: httpx.Response(200, headers={"content-length": "10"}, stream=_Two()), tmp_path
        )
    monkeypatch.setattr(downloading, "LARGEST_FILE", 1)
    with pytest.raises(SourceFileError, match="larger than 1 bytes"):
        fetched(lambda _request: httpx.Response(200, content=b"PK"), tmp_path)


class _Two(httpx.SyncByteStream):
    def __iter__(self):  # type: ignore[no-untyped-def]
        yield b"PK"


def test_the_address_of_an_edition() -> None:
    assert "/2026-code-descriptions" in address(ORDER, since=date(2025, 10, 1))
    assert address(ORDER, URL, date(2026, 4, 1)) == URL
    with pytest.raises(InvalidInputError, match="No stable address"):
        address(ORDER, since=date(2026, 4, 1))
    with pytest.raises(InvalidInputError, match=r"No stable address.*www\.cms\.gov"):
        address(find_source("icd10cm-poa-exempt"))
