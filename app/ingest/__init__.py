"""Loading: seed files are read, checked, joined, rendered, judged and stored."""
