"""MS-DRG grouping, with its reasons.

group(claim) -> Grouping
why(claim) -> Explanation
"""

from codinglab.group.explain import why
from codinglab.group.run import group

__all__ = ["group", "why"]
