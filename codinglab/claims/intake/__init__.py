"""Claims on their way in: readers of many kinds of files, each giving whole claims in batches.

A reader is an iterator of `Batch`. It gives whole claims only: where one row of a claim cannot be read, the
claim's rows are all rejected, since half a claim would be judged wrongly. Nothing is dropped in silence:
each rejected row is kept with its place and its reason.
"""

from codinglab.claims.intake.batch import Batch, Rejection

__all__ = ["Batch", "Rejection"]
