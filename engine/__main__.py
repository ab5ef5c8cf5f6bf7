"""`python -m engine` is `linernotes`."""

from engine.cli import main

if __name__ == "__main__":
    main()
