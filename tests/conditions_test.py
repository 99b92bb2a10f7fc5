"""What a report tells of the conditions in it: met, not met, or nothing known.

usage: conditions_test.py PROGRAM ROOT
"""
import json
import os
import subprocess
import sys
import unittest

PROGRAM = os.path.abspath(sys.argv[1])
HEAD = "KESH, 3 March 2031 (NPA) - Sudmark will keep the locks shut until the crew is freed, its foreign minister Jon Ruud said on Monday. "


def states(text):
    out = subprocess.run([PROGRAM, "read", "-"], input=text.encode(), stdout=subprocess.PIPE, check=True, timeout=60).stdout
    return [p["condition"]["state"] for p in json.loads(out)["positions"] if p["condition"]]


class Conditions(unittest.TestCase):
    def test_a_condition_of_which_nothing_is_told_is_open(self):
        self.assertEqual(states(HEAD + "Norland's harbour was quiet.\n"), ["unknown"])

    def test_what_the_report_tells_as_done_is_met(self):
        self.assertEqual(states(HEAD + "\n\nThe crew was freed on Tuesday night.\n"), ["met"])

    def test_what_the_report_denies_is_not_met(self):
        self.assertEqual(states(HEAD + "\n\nThe crew has not been freed.\n"), ["not_met"])

    def test_what_is_to_come_leaves_it_open(self):
        self.assertEqual(states(HEAD + "\n\nThe crew will be freed on Friday.\n"), ["unknown"])

    def test_a_claim_leaves_it_open(self):
        self.assertEqual(states(HEAD + "\n\nThe crew was freed on Tuesday, Norland's president Ana Veld said.\n"), ["unknown"])

    def test_both_leave_it_open(self):
        self.assertEqual(states(HEAD + "\n\nThe crew was freed on Tuesday.\n\nThe crew was not freed.\n"), ["unknown"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
