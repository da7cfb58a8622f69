"""Fetch a published file, when the person asks for it: over https, from its publisher's hosts only."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import httpx

from codinglab.model import InvalidInputError
from codinglab.reference.install.archive import LARGEST_FILE, SourceFileError
from codinglab.reference.install.catalogue import Source
from codinglab.reference.install.fiscal import fiscal_year
from codinglab.reference.install.reading import Progress

MOST_REDIRECTS = 5
_TIMEOUT = httpx.Timeout(30.0)


def address(source: Source, url: str = "", since: date | None = None) -> str:
    """The address to fetch a source from.

    Args:
        source: the source.
        url: what the person said; else the address of the catalogue.
        since: the first day of the wanted edition; the fiscal year of today by default.

    Raises:
        InvalidInputError: the catalogue knows no address for it; the publisher's page is named.
    """
    if url:
        return url
    if not source.url or (since is not None and (since.month, since.day) != (10, 1)):
        msg = (
            f"No stable address is known for that edition of {source.id}. Find it on {source.page} and "
            "give it with --url, or download the file yourself and name it: "
            f"codinglab reference install {source.id} FILE"
        )
        raise InvalidInputError(msg)
    return source.url.format(fiscal_year=fiscal_year(since or date.today()))


def download(
    source: Source,
    url: str,
    folder: Path,
    progress: Progress,
    transport: httpx.BaseTransport | None = None,
) -> Path:
    """Fetch a file into a folder.

    Args:
        source: what it is, for the hosts it may come from.
        url: where it is; https only. A redirect must lead to such a host too.
        folder: where the file goes, under the name it has at the publisher's.
        progress: called with a sentence and the share done, 0 to 1.
        transport: another way to the network than httpx's own.

    Raises:
        InvalidInputError: the address is not https, or not of a publisher's host.
        SourceFileError: the file could not be fetched whole, is too large, or is a web page.
    """
    with httpx.Client(transport=transport, timeout=_TIMEOUT) as client:
        try:
            for _ in range(MOST_REDIRECTS + 1):
                _check(source, url)
                with client.stream("GET", url) as response:
                    if not response.has_redirect_location:
                        return _save(source, response, folder, progress)
                    url = urljoin(url, response.headers["location"])
        except httpx.HTTPError as error:
            fault = f"{type(error).__name__}: {error}"
            msg = f"{url} could not be fetched ({fault}). Try again, or see {source.page}"
            raise SourceFileError(msg) from None
    msg = f"{url}: more than {MOST_REDIRECTS} redirects. See {source.page}"
    raise SourceFileError(msg)


def _check(source: Source, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname not in source.hosts:
        hosts = ", ".join(source.hosts) or "no host"
        msg = f"{source.id} is fetched over https from {hosts}; {url} is refused."
        raise InvalidInputError(msg)


def _save(source: Source, response: httpx.Response, folder: Path, progress: Progress) -> Path:
    url = str(response.url)
    if response.status_code != httpx.codes.OK:
        answer = f"{response.status_code} {response.reason_phrase}"
        msg = f"{url} answered {answer}. Look for the file on {source.page}"
        raise SourceFileError(msg)
    if "html" in response.headers.get("content-type", ""):
        msg = (
            f"{url} is a web page, not a file; it may ask to accept a licence. "
            f"Fetch the file yourself from {source.page}"
        )
        raise SourceFileError(msg)
    size = int(response.headers.get("content-length", "0"))
    name = re.sub(r"[^\w.-]", "_", unquote(urlsplit(url).path).rpartition("/")[2]).lstrip(".") or "download"
    path, fetched = folder / name, 0
    with path.open("wb") as file:
        for chunk in response.iter_bytes():
            fetched += len(chunk)
            if max(fetched, size) > LARGEST_FILE:
                msg = f"{url} is larger than {LARGEST_FILE:,} bytes; it is refused."
                raise SourceFileError(msg)
            file.write(chunk)
            progress(f"fetching {name}", min(fetched / size, 1.0) if size else 0.0)
    if size and fetched < size and "content-encoding" not in response.headers:
        msg = f"{url}: {fetched:,} of {size:,} bytes arrived. Try again."
        raise SourceFileError(msg)
    return path
