"""How a drug moves in the body: levels over any history, exactly and fast.

The one room with floats.  Hours, milligrams, litres and ng/mL unless a name says
otherwise; import from the modules themselves.
"""
