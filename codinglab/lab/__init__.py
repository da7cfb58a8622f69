"""The widgets, the workbench and the command line."""
