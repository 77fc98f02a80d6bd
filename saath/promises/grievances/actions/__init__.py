"""What can happen to grievances, and to who answers for them."""
