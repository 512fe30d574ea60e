"""Gold format, metrics and baselines."""
