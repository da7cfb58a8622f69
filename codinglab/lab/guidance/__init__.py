"""Guidance in the lab: asking, the page open, and every decision's rule a key away."""
