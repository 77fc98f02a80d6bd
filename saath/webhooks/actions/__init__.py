"""What can happen to webhooks."""
