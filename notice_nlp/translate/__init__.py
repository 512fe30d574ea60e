"""Helping to translate a notice: term base, memory, drafts, what translators' tools read and write, and checks of what comes back."""
