"""`dls test --junit` writes XML by the schema beside this script, with the numbers that it prints. usage: junit.py DLS"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import xmlschema

PROGRAM = '''1 + 1      #=> 2
"<&\\u{1}>"  #=> "a"
0.5        #=> 0.51 ± 0.1
# %% 名字
nosuch     #=> error: nosuch
[1, 2] @ [1, 2, 3]
2          #=> 2
'''

with tempfile.TemporaryDirectory() as folder:
    with open(f"{folder}/a&b.dls", "w") as file:
        file.write(PROGRAM)
    with open(f"{folder}/good.dls", "w") as file:
        file.write("1 #=> 1\n")
    run = subprocess.run([sys.argv[1], "test", ".", "--junit", "out.xml"], cwd=folder, capture_output=True, text=True)
    assert run.returncode == 3, (run.returncode, run.stderr)
    assert "a&b.dls  4 expectations, 1 failed, 1 error, 1 not reached" in run.stdout, run.stdout
    assert run.stdout.endswith("2 files: 4 expectations held, 1 failed, 1 error, 1 not reached\n"), run.stdout
    xmlschema.validate(f"{folder}/out.xml", os.path.join(os.path.dirname(__file__), "junit.xsd"))
    root = ElementTree.parse(f"{folder}/out.xml").getroot()
    assert [root.get(name) for name in ("tests", "failures", "errors")] == ["7", "1", "1"]
    cases = [(case.get("name"), [child.tag for child in case]) for case in root.iter("testcase")]
    assert cases == [
        ("line 1: expectation", []), ("line 2: expectation", ["failure"]), ("line 3: expectation", []),
        ("line 5: expectation", []), ("line 6: error", ["error"]), ("line 7: expectation", ["skipped"]),
        ("line 1: expectation", []),
    ], cases
    failure = next(root.iter("failure"))
    assert failure.get("type") == "E0710" and "#=>" in failure.text
