"""Continuous improvement on the floor: what is on record, when it is looked at, and what is done about it."""
