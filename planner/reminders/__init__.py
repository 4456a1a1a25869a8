"""What is due, the outbox that keeps it, and the channels that carry it."""
