// The register machine's data and its dispatch loop, and the objects whose contents they share with the language. What
// concerns more than that is left to the language.
#pragma once
#include "instruction.h"
#include "numbers.h"
#include "run.h"
#include "sorting.h"
