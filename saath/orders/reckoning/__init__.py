"""What a colleague reckons out for a customer: pure rules, whole minor units, no rows."""
