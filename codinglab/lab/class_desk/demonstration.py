"""A class of made-up learners, to try the desk on."""

from __future__ import annotations

from codinglab.classroom.demonstration import demonstration_cases, make_class
from codinglab.lab.class_desk.desk import ClassDesk, open_class
from codinglab.reference.paths import work_dir

_CASES, _LEARNERS = 4, 12


def open_demonstration_class() -> ClassDesk:
    """Open the demonstration class, which is made the first time; what was ruled on in it stays.

    Raises:
        InvalidInputError: the folder of the class cannot be read.
    """
    folder = work_dir() / "demonstration-class"
    if not folder.exists():
        make_class(folder, demonstration_cases(_CASES), _LEARNERS)
    return open_class(folder)
