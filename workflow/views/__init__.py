"""What the desk reads: answers as frozen values, made from rows and definitions alone.

Pure, standard library only. A view is given a review's rows as they stood at the moment
asked for, after whatever fell due by then has happened (`workflow.model.passing`), so no
answer depends on whether a tick ran. Who prints or renders needs no row: `answers` are
whole, in words, and each says its audience.
"""
