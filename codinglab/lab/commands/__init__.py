"""The command line, one file a subject; each has an `app` whose commands `codinglab` takes."""
