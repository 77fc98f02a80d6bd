"""What can happen to a customer."""
