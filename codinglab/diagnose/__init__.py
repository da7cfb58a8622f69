"""Diagnose: ICD-10-CM suggestions from the concepts of an encounter, each with words and rule."""

from codinglab.diagnose.run import diagnose, mentioned_codes

__all__ = ["diagnose", "mentioned_codes"]
