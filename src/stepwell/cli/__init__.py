"""The command line: reads files, calls the pure rooms, prints and writes."""
