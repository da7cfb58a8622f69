"""The MS-DRG beside the claim: a line that is always there, and a tab that says why and what if."""
