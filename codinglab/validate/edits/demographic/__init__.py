"""Age and sex of the patient against the codes of professional and outpatient claims."""
