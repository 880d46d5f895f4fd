"""Support now: what helps in this moment, for everybody, signed in or not."""
