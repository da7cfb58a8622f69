"""The query desk: questions to the provider, written, linted, answered, and taken up in the codes."""
