"""The kinds of planted errors, a family a file; each has `KINDS`."""
