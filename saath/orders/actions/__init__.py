"""What can happen to orders."""
