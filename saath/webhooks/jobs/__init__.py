"""What is done for webhooks that nobody waits for."""
