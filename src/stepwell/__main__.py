"""What ``python -m stepwell`` runs: the command line."""

from stepwell.cli.main import main


main()
