// A C face for gnuplot-iostream: a pipe to one gnuplot process.
#pragma once
