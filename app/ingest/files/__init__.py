"""Seed files: their columns, their cell types, and how they are read."""
