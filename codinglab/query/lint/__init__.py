"""The rules of compliant query practice, one file a rule; every module here is found and run.

A file holds a docstring (the fault; why it matters; last, what to do), `RULE`, and `check(query)`,
which yields a `Fault` for each thing wrong. Nothing else: what rules share stands beside this package.
"""
