"""What `kinetics_speed.py` compares with: other engines on the same work."""
