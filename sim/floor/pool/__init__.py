"""The claim pool: what lies in it, who holds what, its clocks."""
