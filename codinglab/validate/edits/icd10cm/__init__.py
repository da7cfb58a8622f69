"""ICD-10-CM codes and conventions."""
