"""Drills: keyed exercises made from the installed tables, without end and reproducible."""
