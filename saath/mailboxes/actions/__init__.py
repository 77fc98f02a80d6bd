"""What can happen to mailboxes."""
