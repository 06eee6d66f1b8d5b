# The generated package `models`, of which the rest of the package knows nothing.
