"""An edit handed over: one folder from which a claims team implements it, without codinglab.

    from codinglab.backtest.hand_over import export

    export(edit("ncci/column-two-code"), Path("column-two-code"))

The folder holds the specification (`README.md`, `edit.json`), the SQL of ten dialects (`sql/`), the examples
as claims, rows and expected outcomes (`examples/`), what is read of the reference tables (`reference/`), the
back-test (`backtest/`), and `verify.py`, which proves that the SQL does what the examples say.
"""

from codinglab.backtest.hand_over.dialects import DIALECTS, Dialect
from codinglab.backtest.hand_over.folder import NotProvenError, export, folder_name
from codinglab.backtest.hand_over.handed import Handed

__all__ = ["DIALECTS", "Dialect", "Handed", "NotProvenError", "export", "folder_name"]
