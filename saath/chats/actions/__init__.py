"""What can happen in a chat, one file a thing."""
