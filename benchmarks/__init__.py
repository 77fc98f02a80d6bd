"""How fast Saath is, beside others: see `docs/performance.md`."""
