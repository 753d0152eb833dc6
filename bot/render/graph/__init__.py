"""A dialog as a picture: boxes and arrows that a coach reads without knowing the language it is written in.

A ``Dialog`` becomes a ``Diagram`` (what is to be seen), which is laid out in layers from the top down (where it is
to be seen) and written as SVG, PNG or Mermaid. ``Marks`` are counts that may be drawn on it.
"""
