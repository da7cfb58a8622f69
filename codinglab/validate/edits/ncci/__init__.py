"""National Correct Coding Initiative."""
