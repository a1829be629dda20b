"""The completions of dls, tried in bash, zsh and fish. usage: completions.py DLS"""

import os
import pty
import select
import subprocess
import sys
import tempfile
import time

DLS = os.path.realpath(sys.argv[1])


class Shell:
    """An interactive shell on a terminal of its own."""

    def __init__(self, command, folder):
        environment = {"PATH": f"{folder}:/usr/bin:/bin", "HOME": folder, "TERM": "dumb", "LANG": "C.UTF-8", "PS1": "ready> "}
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execve(command[0], command, environment)
        self.text = ""

    def type(self, text):
        os.write(self.terminal, text.encode())

    def wait_for(self, text, seconds=60):
        end = time.monotonic() + seconds
        while text not in self.text:
            ready, _, _ = select.select([self.terminal], [], [], max(0, end - time.monotonic()))
            assert ready, f"no {text!r} in {self.text!r}"
            self.text += os.read(self.terminal, 4096).decode(errors="replace")
        self.text = self.text[self.text.index(text) + len(text) :]

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)


def script(shell):
    run = subprocess.run([DLS, "completions", shell], capture_output=True, text=True)
    assert run.returncode == 0 and run.stdout, run
    return run.stdout


def check(shell, setup):
    """A command, an option, a value, a file and a builtin complete as typed letters and a tab ask for."""
    shell.wait_for("ready> ")
    shell.type(setup + "; echo set-''up\n")
    shell.wait_for("set-up")
    shell.wait_for("ready> ")
    for typed, rest in (
        ("dls ren\t", "der"), ("\x15dls test --jun\t", "it"), ("\x15dls run --error-format js\t", "on"),
        ("\x15dls lesso\t", "n.dls"), ("\x15dls fmt lesso\t", "n.dls"), ("\x15dls doc convol\t", "ve"),
        ("\x15dls render --to ht\t", "ml"),
    ):
        shell.type(typed)
        shell.wait_for(typed.strip("\x15\t").split()[-1])
        shell.wait_for(rest)
    shell.close()


with tempfile.TemporaryDirectory() as folder:
    os.symlink(os.path.realpath(DLS), f"{folder}/dls")
    for name in ("bash", "zsh", "fish"):
        with open(f"{folder}/{name}-completions", "w") as file:
            file.write(script(name))
    os.makedirs(f"{folder}/functions")
    open(f"{folder}/lesson.dls", "w").close()
    os.chdir(folder)
    os.rename(f"{folder}/zsh-completions", f"{folder}/functions/_dls")

    check(Shell(["/bin/bash", "--norc", "--noprofile", "-i"], folder), f"source {folder}/bash-completions")
    check(
        Shell(["/usr/bin/zsh", "-f", "-i"], folder),
        f"PS1='ready> '; fpath=({folder}/functions $fpath); autoload -U compinit; compinit -u; unsetopt zle_bracketed_paste",
    )

    environment = {**os.environ, "HOME": folder, "PATH": f"{folder}:/usr/bin:/bin"}
    for line, wanted in (
        ("dls ren", "render"), ("dls test --jun", "--junit"), ("dls run --error-format js", "json"),
        ("dls les", "lesson.dls"), ("dls fmt les", "lesson.dls"), ("dls render --to ht", "html"),
    ):
        command = f"source {folder}/fish-completions; complete -C '{line}'"
        run = subprocess.run(["/usr/bin/fish", "--no-config", "-c", command], capture_output=True, text=True, env=environment)
        found = [entry.split("\t")[0] for entry in run.stdout.split("\n")]
        assert wanted in found, (line, run.stdout, run.stderr)
