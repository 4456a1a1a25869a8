"""What a worker has told and decided."""
