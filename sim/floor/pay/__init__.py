"""Pay on the floor: books of each seat, and how pay moves what people do and when."""
