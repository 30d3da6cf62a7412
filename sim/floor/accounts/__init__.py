"""Customers after their first deal: accounts, cases, renewals, histories."""
