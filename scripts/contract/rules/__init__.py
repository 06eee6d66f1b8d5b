"""The board's rules that Redocly's assertions cannot express: each a function, whose docstring says why it is one."""
