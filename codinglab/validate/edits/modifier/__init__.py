"""Modifiers and the global period."""
