"""From a scheme to whole seats and figures: what is settled before the floor is compiled."""
