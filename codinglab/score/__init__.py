"""Scoring: answers compared with the key, each line with its evidence, its reason and its citation.

score(case, key, answers) -> Scorecard         assess(standard(case, key), answers), with DRG and edits
audit(cards) -> Audit                          final(card, case, key, rulings), rebuttals ruled on
"""

from codinglab.model.interval import wilson
from codinglab.score.assess import Standard, assess, standard
from codinglab.score.audit import audit
from codinglab.score.compare import score
from codinglab.score.rulings import Ruling, final

__all__ = ["Ruling", "Standard", "assess", "audit", "final", "score", "standard", "wilson"]
