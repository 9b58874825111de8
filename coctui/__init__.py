"""A locked case room in a terminal, for the people who answer Code of Conduct reports."""

__version__ = "0.1.0"
