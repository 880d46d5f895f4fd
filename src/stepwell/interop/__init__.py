"""What comes in from outside: requests and schedules, read strictly, never repaired.

Dictionaries and text in, nouns out; import from the modules themselves.  Whatever
cannot be read exactly is refused with one sentence that names the field and the
way out.
"""
