"""What the pages for customers show, and to whom they show nothing."""
