"""spaCy and medspaCy, imported once and quietly; the rest of the package takes them from here.

spaCy's import warns about its own dependencies. medspaCy's import switches every warning of the
process off, and imports PyRuSH, which we do not use and which writes the words of notes to stderr.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import medspacy
    import medspacy.ner
    import spacy
    from loguru import logger
    from medspacy.context import ConText, ConTextRule
    from medspacy.context.context_graph import ConTextGraph
    from medspacy.context.context_modifier import ConTextModifier
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc, Span, Token
    from spacy.vocab import Vocab

logger.disable("PyRuSH")

__all__ = [
    "ConText",
    "ConTextGraph",
    "ConTextModifier",
    "ConTextRule",
    "Doc",
    "Language",
    "PhraseMatcher",
    "Span",
    "Token",
    "Vocab",
    "medspacy",
    "spacy",
]
