"""How it has been: doses, the modelled level, symptoms and sleep, day by day."""
