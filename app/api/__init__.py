"""The addresses under `/v1`, their documentation, and the client that calls them."""
