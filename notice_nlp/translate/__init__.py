"""Helping to translate a notice: drafts, what a translator's tools read and write, and checks of what comes back."""
