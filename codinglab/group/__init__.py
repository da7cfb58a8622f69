"""MS-DRG grouping, with its reasons.

group(claim) -> Grouping
"""

from codinglab.group.run import group

__all__ = ["group"]
