"""The lab measured against annotated notes: one measure a file, figures beside their targets.

Each measure is a command, `python lab.py evaluate NAME`, that prints its figures and ends with exit code 0
when the targets are met. The commands are on the page of the command line.
"""
