"""Coverage: diagnoses that support a service."""
