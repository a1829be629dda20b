"""Times the programs of scripts/bench/plain in dls, CPython and Lua 5.4: alternating runs, medians of the processor
time each takes beyond starting up, which is the first row. All must print the same.

    python3 plain.py DLS [RUNS] [PROGRAM…]
"""
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "plain")
# The threads that OpenBLAS starts when it is loaded spin for a while on the other core; plain code has no use for them.
ENVIRONMENT = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
PROGRAMS = ["fib", "loop", "toplevel", "nbody", "mandelbrot", "calls", "lists", "strings", "words", "formats", "sorting",
            "records"]


def processor_ms(command):
    """What the command printed, as words, and the milliseconds of processor time it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed")
    taken = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return run.stdout.split(), 1000 * taken


def start_up(languages, runs):
    with tempfile.TemporaryDirectory() as folder:
        empty = os.path.join(folder, "empty")
        with open(empty, "w") as file:
            file.write("\n")
        times = {language: [] for language in languages}
        for _ in range(2 * runs):
            for language, (command, _) in languages.items():
                times[language].append(processor_ms(command + [empty])[1])
    return {language: statistics.median(taken) for language, taken in times.items()}


def medians(program, languages, runs):
    times = {language: [] for language in languages}
    printed = {}
    for _ in range(runs):
        for language, (command, extension) in languages.items():
            output, taken = processor_ms(command + [os.path.join(FOLDER, program + extension)])
            times[language].append(taken)
            printed[language] = output
    if len({tuple(output) for output in printed.values()}) > 1:
        raise SystemExit(f"{program}: the results differ: {printed}")
    return {language: statistics.median(taken) for language, taken in times.items()}


def main():
    dls = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    languages = {"dls": ([dls, "run"], ".dls"), "CPython": ([sys.executable], ".py")}
    if lua := shutil.which("lua5.4"):
        languages["Lua"] = ([lua], ".lua")
    else:
        print("Lua 5.4 is not there (package lua5.4): only CPython is compared.")
    print(f"{'plain code, ms':<16}" + "".join(f"{language:>9}" for language in languages)
          + "".join(f"{'× ' + language:>11}" for language in list(languages)[1:]))
    starting = start_up(languages, runs)
    print(f"{'start-up':<16}" + "".join(f"{taken:9.0f}" for taken in starting.values()))
    for program in sys.argv[3:] or PROGRAMS:
        found = medians(program, languages, runs)
        found = {language: taken - starting[language] for language, taken in found.items()}
        ratios = [found[language] / found["dls"] for language in list(languages)[1:]]
        print(f"{program:<16}" + "".join(f"{taken:9.0f}" for taken in found.values())
              + "".join(f"{ratio:11.2f}" for ratio in ratios), flush=True)


main()
