"""codinglab: a coding lab for US medical coding. Importing it loads nothing heavy.

The layers, from the nouns upward: `model` (what a coder's day is made of), `parse` (outside data
in), `claims` and `reference` (claims and tables through time), `lab` (the command line).
"""
