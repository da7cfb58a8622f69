"""The lab measured against annotated notes: one measure a file, figures beside their targets."""
