"""The pages: what the API answers, set for readers."""
