"""The case library as a page without code, served by Voilà on this machine alone."""
