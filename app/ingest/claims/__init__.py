"""What sources state, and how it compares with our data."""
