"""Run the notebooks again and store them with their outputs, without widget state or run times."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from codinglab.model import InvalidInputError
from codinglab.reference.build import at_home, build_store
from codinglab.reference.paths import PLAIN_HOME, ROOT

_WIDGET = "application/vnd.jupyter.widget-view+json"


def notebooks() -> tuple[Path, ...]:
    """Every notebook of the project, in workflow order."""
    found = (ROOT / "notebooks").rglob("*.ipynb")
    return tuple(sorted(path for path in found if ".ipynb_checkpoints" not in path.parts))


def refresh(paths: Iterable[Path]) -> None:
    """Run each notebook from the top over the plain store, its work in a throw-away folder; store it clean.

    Raises:
        InvalidInputError: a notebook cannot be read, or a cell of it fails.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    with tempfile.TemporaryDirectory() as work, at_home(PLAIN_HOME):
        build_store()
        own = str(Path(work) / "own-cases")
        environment = {**os.environ, "CODINGLAB_WORK": work, "CODINGLAB_CASES": own}
        for path in paths:
            try:
                book = nbformat.read(str(path), as_version=4)
                NotebookClient(book, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute(
                    env=environment
                )
            except (OSError, ValueError, CellExecutionError) as error:
                msg = f"{path} could not be refreshed and is as it was: {error}"
                raise InvalidInputError(msg) from None
            for cell in book.cells:
                cell.metadata.pop("execution", None)
                _without_dead_widgets(cell)
            book.metadata.pop("widgets", None)
            book.metadata["language_info"] = {"name": "python"}
            path.write_text(nbformat.writes(book, indent=1) + "\n", encoding="utf-8")


def _without_dead_widgets(cell: Any) -> None:
    """Leave out the id of a widget whose kernel is gone where a page in HTML stands beside it.

    JupyterLab shows the first that it can: the id alone would read "Error displaying widget".
    """
    for output in cell.get("outputs", ()):
        if "text/html" in output.get("data", {}):
            output["data"].pop(_WIDGET, None)
