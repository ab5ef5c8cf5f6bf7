"""Start of the frozen `linernotes`."""

from multiprocessing import freeze_support

if __name__ == "__main__":
    freeze_support()  # a worker of the frozen program starts here too, and needs nothing else
    from engine.cli import main

    main()
