"""The pictures that README and docs show, and what makes them: `python -m docs.pictures`."""
