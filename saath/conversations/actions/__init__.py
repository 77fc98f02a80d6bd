"""What can happen in a conversation: one function each."""
