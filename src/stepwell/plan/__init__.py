"""The nouns: who, what is taken, a request, a plan, a schedule, findings.

Everything is frozen and valid by construction; import from the modules themselves.
"""
