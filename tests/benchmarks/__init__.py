"""Speed of the server, as ratios to other servers measured in the same run."""
