"""What helps to translate a notice: term base, translation memory, exchange formats."""
