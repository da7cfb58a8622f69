"""Present on admission."""
