"""The workbench: one case, its chart on the left, its codes on the right, checked as you go."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codinglab.lab.workbench.bench import Workbench


def open_case(case_id: str, learner: str = "me", desk: str | None = None) -> Workbench:
    """Open a teaching case on the workbench, with whatever the learner has saved before.

    Args:
        case_id: of the case.
        learner: whose work it is.
        desk: "cdi" or "facility_inpatient" for a stay; by the role of the case when not given.

    Raises:
        UnknownCaseError: no case has that id.
        InvalidInputError: the learner's name cannot name a folder, or the case cannot be worked at the desk.
    """
    from codinglab.lab.workbench.bench import Workbench
    from codinglab.lab.worksheet import open_worksheet

    return Workbench(open_worksheet(case_id, learner), desk)
