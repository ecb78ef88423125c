"""Speed, as ratios of servers that are measured in one run."""
