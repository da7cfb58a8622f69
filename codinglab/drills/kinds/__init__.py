"""The kinds of exercises, one file a kind; every module here is found and offered.

A file holds a docstring (what is trained, and why it is missed), `make(ask)`, which draws one exercise and
proves its key by the tables, and `KIND`. What kinds share stands beside this package.
"""
