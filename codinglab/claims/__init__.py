"""Claims in and out."""
