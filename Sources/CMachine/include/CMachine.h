// The register machine's data and its dispatch loop. What concerns more than numbers, moves, calls of plain
// functions and fields of records is left to the language, which owns every object.
#pragma once
#include "instruction.h"
#include "numbers.h"
#include "run.h"
#include "sorting.h"
