"""The plan on paper: tagged PDF (PDF/UA-1), the same bytes for the same view.

Templates and fonts ship with the package and nothing else is read; what a person wrote
reaches a template as data and never as markup.
"""
