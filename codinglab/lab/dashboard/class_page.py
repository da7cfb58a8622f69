"""The page that the dashboard serves for a class: its desk, over the folder that was named."""

from __future__ import annotations

import os
from pathlib import Path

from codinglab.lab.class_desk.desk import ClassDesk, open_class
from codinglab.lab.dashboard.serve import CLASS_FOLDER
from codinglab.model import InvalidInputError


def open_served_class() -> ClassDesk:
    """Open the class whose folder the dashboard was started with.

    Raises:
        InvalidInputError: it was started without one, or the folder is no class.
    """
    folder = os.environ.get(CLASS_FOLDER)
    if not folder:
        msg = "No class was named. Start it with: python lab.py dashboard --class FOLDER"
        raise InvalidInputError(msg)
    return open_class(Path(folder))
