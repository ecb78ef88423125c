"""ASGI layers around the application; none of them knows the data."""
