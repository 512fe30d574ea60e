"""The taxonomy as data, and what maps wordings to it."""
