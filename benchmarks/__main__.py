"""`make bench`: every measurement, one after the other. A missed goal is printed; only what could not run is an error."""

import sys

from benchmarks import inbox, start, vault

if __name__ == "__main__":
    status = start.main()
    print(flush=True)
    status = inbox.main() or status
    print(flush=True)
    sys.exit(vault.main(sys.argv[1:]) or status)
