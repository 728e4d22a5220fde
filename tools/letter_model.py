#!/usr/bin/env python3
"""letter_model.py WORDLIST > scanner/engine/letter_model_table.inc

Learns how likely one letter follows another in English words (Debian's wamerican: /usr/share/dict/
words), against letters drawn at random, and prints the table that scanner/engine/letter_model.cc
includes: 27 rows (a to z, then the start of a word) of 26 log2 odds in eighths of a bit.
"""
import math
import sys

START = 26


def main():
    counts = [[0.5] * 26 for _ in range(27)]  # half a count each: nothing is impossible
    with open(sys.argv[1], encoding="utf-8") as words:
        for word in words:
            word = word.strip().lower()
            if not (word.isascii() and word.isalpha()) or len(word) < 3:
                continue
            previous = START
            for letter in word:
                column = ord(letter) - ord("a")
                counts[previous][column] += 1
                previous = column
    for row in counts:
        total = sum(row)
        odds = [round(8 * math.log2(count / total * 26)) for count in row]
        print("    {" + ", ".join(str(max(-64, value)) for value in odds) + "},")


main()
