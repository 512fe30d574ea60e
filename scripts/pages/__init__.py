"""Pages of the documentation site that are made from the code, so that they can't go stale."""
