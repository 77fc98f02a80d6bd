"""Other help desks, one file each."""
