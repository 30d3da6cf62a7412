"""The model against the evidence: rows registered beforehand, played, and judged by their own rules."""
