"""The doctor: what is installed, missing, damaged or out of date, and how each is mended. No network.

`python lab.py doctor` prints it, `codinglab.doctor()` shows it in a notebook. Each look of `checks` is a
function that gives checks for a day; one that stops is told as broken and stops no other. Nothing here
imports a package that is not in Python before a look needs it, so that a broken environment can be told too.
"""

from codinglab.lab.doctor.check import Check, Examination, Part, State
from codinglab.lab.doctor.examine import examine

__all__ = ["Check", "Examination", "Part", "State", "examine"]
