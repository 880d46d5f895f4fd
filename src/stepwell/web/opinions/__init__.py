"""A second opinion on a schedule that somebody pastes; nothing is kept."""
