"""Rules of ICD-10-PCS."""
