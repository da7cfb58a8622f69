"""The form of the claim: what every payer needs before anything else."""
