"""An edit over many claims: run it, measure it, review a sample, hand it over.

Run: `codinglab.backtest.run.backtest` runs edits over a claim extract,
`codinglab.backtest.opened.open_backtest` opens what a run left.

Measure: `codinglab.backtest.measures.measure`, `codinglab.backtest.measures.compare`,
`codinglab.backtest.measures.hold_out`.

Review: `codinglab.backtest.sample.draw_sample` draws hits and rows that were not hit,
`codinglab.backtest.sampled.write_sample` keeps them, `codinglab.backtest.verdicts.read_reviews` reads what
reviewers said.

Hand over: `codinglab.backtest.hand_over.export` writes one folder for those who implement the edit.
"""
