"""What is done for those who are away."""
