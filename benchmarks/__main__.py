"""`make bench`: every measurement, one after the other."""

import sys

from benchmarks import start

if __name__ == "__main__":
    sys.exit(start.main())
