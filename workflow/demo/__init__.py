"""The demonstration: two rehearsal stores, seconds for three years, nothing but services.

`run.run` is the whole of it. The invented States, their conduct and the script are data and
stories of this package; every act goes through the service that a clerk uses.
"""
