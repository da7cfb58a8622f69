"""The classroom: cases proven, released without their keys, collected, graded and compared."""

from codinglab.classroom.proof import Fault, prove, prove_folder

__all__ = ["Fault", "prove", "prove_folder"]
