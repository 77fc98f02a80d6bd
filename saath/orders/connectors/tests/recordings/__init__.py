"""One delivery of each connector, in our own words; the file is named by the connector."""
