"""What leaves the chat by mail: answers that somebody missed, what was said if they ask for it, the link for their address."""
