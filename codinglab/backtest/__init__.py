"""An edit over many claims: run it, measure it, review a sample, hand it over."""
