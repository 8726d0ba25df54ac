from gitopsc.cli.main import run

run()
