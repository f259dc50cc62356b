"""``python -m pipeline`` is the command ``sister-cities``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
