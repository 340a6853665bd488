"""Replacements for the functions of other packages."""
