"""Files of orders are read by jobs, a while at a time, and told of in a file again."""
