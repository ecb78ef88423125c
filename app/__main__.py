"""Runs the command line as `python -m app`, without an installed package."""

from app.cli import main

if __name__ == "__main__":
    main()
