"""The outpatient code editor: edits of hospital outpatient claims."""
