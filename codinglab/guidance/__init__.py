"""Search over guidelines, manuals and policies, with citations; and a decision's authority opened."""

from codinglab.guidance.answer import Answer, Found, Would
from codinglab.guidance.ask import ask
from codinglab.guidance.cite import Cited, open_authority

__all__ = ["Answer", "Cited", "Found", "Would", "ask", "open_authority"]
