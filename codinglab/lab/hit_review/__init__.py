"""The false-positive review of an edit: sampled hits one after the other, and what they tell of the edit.

open_hit_review("my-backtest", "ncci/column-two-code", "ana") -> HitReview, a panel
"""
