"""The learner's progress: what is mastered, and what to practise next.

gather("ana") -> Progress          practise_next(progress) -> at most five things to do
open_progress("ana") -> ProgressPage, a panel
"""
