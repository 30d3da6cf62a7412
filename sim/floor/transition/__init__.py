"""Going over from one organisation to another within a run: what follows what, and how a floor is handed over."""
