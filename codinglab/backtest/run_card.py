"""What a review needs of a back-test: the extract it ran over, and the files of its hits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from codinglab.claims.extract import Extract, open_extract
from codinglab.model import InvalidInputError

RUN_FILE = "run.json"


@dataclass(frozen=True, slots=True)
class RunCard:
    """A back-test's folder with its extract."""

    folder: Path
    extract: Extract

    def files(self, name: str) -> list[Path]:
        """The files of "hits", "unknown" or "eligible", a partition each."""
        return [self.folder / name / f"part-{one.number:05}.parquet" for one in self.extract.partitions]


def open_run(folder: Path, extract: Path | None = None) -> RunCard:
    """Open a back-test that is done.

    Args:
        folder: of the back-test.
        extract: where its extract lies now; by default where it lay when it ran.

    Raises:
        InvalidInputError: it is none, it is not done, or the extract is not there or is another one.
    """
    path = folder / RUN_FILE
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        ran_over, fingerprint = Path(card["extract"]), str(card["fingerprint"])
    except FileNotFoundError:
        msg = f"{folder} is no back-test: it has no {RUN_FILE}."
        raise InvalidInputError(msg) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{path} cannot be read as a back-test's card: {type(error).__name__}: {error}."
        raise InvalidInputError(msg) from None
    run = RunCard(folder, open_extract(extract or ran_over))
    if run.extract.fingerprint != fingerprint:
        msg = (
            f"{folder} ran over another extract than {run.extract.folder}, which was changed since: "
            "run the back-test again, or name the extract that it ran over."
        )
        raise InvalidInputError(msg)
    for name in ("hits", "eligible"):
        for file in run.files(name):
            if not file.is_file():
                msg = f"The back-test {folder} is not done: {file} is missing. Run it again; it goes on."
                raise InvalidInputError(msg)
    return run
