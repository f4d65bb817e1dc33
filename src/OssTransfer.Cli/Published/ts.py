#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Runs osstransfer, so that scripts with "python ts.py add job.cfg" go on working.

运行 osstransfer，使旧脚本中的 "python ts.py add job.cfg" 等命令继续可用。
Arguments, input, output and exit code are those of osstransfer itself.
"""
import os
import sys

NAME = "osstransfer"


def main():
    arguments = [NAME] + sys.argv[1:]
    beside = os.path.join(os.path.dirname(os.path.realpath(__file__)), NAME)
    try:
        if os.path.isfile(beside):
            os.execv(beside, arguments)
        os.execvp(NAME, arguments)
    except OSError as error:
        sys.stderr.write("ts.py: cannot run %s: %s\n" % (NAME, error.strerror))
    return 1


if __name__ == "__main__":
    sys.exit(main())
