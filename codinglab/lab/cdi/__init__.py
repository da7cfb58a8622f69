"""The CDI desk: a stay day by day, with indicators, queries, the DRG and what would change it."""
