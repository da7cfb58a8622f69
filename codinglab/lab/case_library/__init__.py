"""The case library: every teaching case with the state of the learner's work, and the way into each.

open_library("ana") -> CaseLibrary, a panel
"""
