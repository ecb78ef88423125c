"""Small changes of the code, made one at a time: a test must notice each."""
