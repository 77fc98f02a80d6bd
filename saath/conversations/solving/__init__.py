"""What follows when a conversation is solved: the customer's word on it, or their silence."""
