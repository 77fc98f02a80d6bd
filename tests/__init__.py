"""What no single app can test: guards over the whole code, journeys through all of it, and what every test stands on."""
