"""Reference tables and teaching cases through time: the only layer that reads reference files."""
