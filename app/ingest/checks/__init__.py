"""Rules that the seed rows must satisfy together."""
