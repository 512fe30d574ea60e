"""A register of notices: versions and languages in a database, batch runs that are incremental."""
