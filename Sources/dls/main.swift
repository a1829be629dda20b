import ArgumentParser
import Console
import Glibc

// Whoever reads our output, or gnuplot, may go away: that is an error to handle, not a signal to die of.
signal(SIGPIPE, SIG_IGN)
exit(CommandLineTool.run(Array(CommandLine.arguments.dropFirst())))
