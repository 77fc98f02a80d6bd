"""Nothing lost, nothing doubled, while processes are killed."""
