"""The looks of the doctor, one matter a file: each is `look(on)` and gives checks."""
