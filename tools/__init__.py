"""What developers run: `make` is the door to all of it."""
