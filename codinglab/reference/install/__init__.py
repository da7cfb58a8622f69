"""Official files into the user's store: read as published, checked, dated, whole or not at all."""
