"""What the import cannot do anything about."""


class IntakeError(Exception):
    """The file or folder could not be opened, or a form could not be read.

    The message is one line, what happened and what to do; it holds no path, no name and no value of what was read.
    """
