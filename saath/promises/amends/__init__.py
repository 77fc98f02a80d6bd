"""Where a promise of time was missed: an apology by name before the customer complains, and amends within a budget."""
