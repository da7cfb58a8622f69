"""The edits: one file an edit, in the folder of its family."""
