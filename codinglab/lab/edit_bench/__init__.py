"""The bench of an edit: what it fires on, the claim and its note beside it, and its steps."""
