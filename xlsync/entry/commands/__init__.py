"""One module per command, loaded when it runs: ``run(office, options, console) -> Report``."""
