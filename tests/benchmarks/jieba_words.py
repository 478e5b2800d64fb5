#!/usr/bin/python3
"""jieba_words.py TEXT off|on: cuts the text line by line, prints bytes, seconds and words."""
import logging
import sys
import time

import jieba

jieba.setLogLevel(logging.ERROR)
jieba.initialize()
with open(sys.argv[1], "rb") as file:
    content = file.read(1 << 20)
lines = content.decode("utf-8", "ignore").split("\n")
begin = time.process_time()
words = sum(len(list(jieba.cut(line, HMM=sys.argv[2] == "on"))) for line in lines)
print(len(content), f"{time.process_time() - begin:.6f}", words)
