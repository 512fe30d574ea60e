"""Notices as people and programs want to see them: terminal, HTML, tables, RDF."""
