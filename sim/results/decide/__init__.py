"""From replications to a decision: intervals, verdict, ways, limits."""
