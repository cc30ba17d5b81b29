"""The documentation, and what generates its reference from the code."""
