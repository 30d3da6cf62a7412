"""People: absence, turnover, training, coaching, how their weeks are used."""
