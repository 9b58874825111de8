"""`python -m coctui`: the same as the command `coctui`."""

from coctui.cli.main import run

if __name__ == "__main__":
    run()
