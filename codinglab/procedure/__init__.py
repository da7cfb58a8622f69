"""Procedure: what was done, from the concepts of an encounter, with the ICD-10-PCS or service codes."""

from codinglab.procedure.run import procedure

__all__ = ["procedure"]
