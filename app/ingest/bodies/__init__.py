"""Bodies of records: built once when loading, and stored as the JSON that is served."""
