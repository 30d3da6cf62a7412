"""KPIs: functions of the ledger alone, each with formula, unit, direction and window."""
