"""What templates of the account need."""
