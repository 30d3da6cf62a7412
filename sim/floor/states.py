"""What a lead can be, and what can come of a task."""

from __future__ import annotations

NEW, WAITING, WORKED, THINKING, WON, LOST, COLD, NO_LEAD, MERGED = range(9)
STATES = ("new", "waiting", "in work", "thinking", "won", "lost", "cold", "invalid", "merged")

# Who did the last task on a lead: nobody yet, or GONE less the seat of someone who has left since.
UNTOUCHED, GONE = -1, -2

FAILED, ADVANCED, SKIPPED, WENT_BACK, FOUND_INVALID, JOINED, FOUND_DOUBLE = range(7)
OUTCOMES = ("lost", "advanced", "skipped", "back", "invalid", "joined", "merged")
