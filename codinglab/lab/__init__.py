"""The widgets, the workbench and the command line.

Desks, each opened in a notebook cell: `codinglab.lab.case_library.panel.open_library` (all cases),
`codinglab.lab.workbench.open_case` (one case to code), `open_case(case, desk="cdi")` (a stay day by
day), `codinglab.lab.drill_desk.open_drills`, `codinglab.lab.guidance.desk.open_guidance`,
`codinglab.lab.progress.panel.open_progress`, `codinglab.lab.case_author.open_author` (write a case),
`codinglab.lab.class_desk.desk.open_class` (grade a class), `codinglab.lab.hit_review.desk.open_hit_review`
(judge the hits of an edit).

What is found as tables for pandas: `codinglab.lab.frames.concept_frame`,
`codinglab.lab.frames.suggestion_frame`, `codinglab.lab.frames.finding_frame`,
`codinglab.lab.frames.score_frame`, `codinglab.lab.frames.lint_frame`, `codinglab.lab.frames.case_frame`.
"""
