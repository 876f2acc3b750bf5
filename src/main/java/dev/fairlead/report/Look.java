package dev.fairlead.report;

/** The words and the colours in which one report is printed. */
record Look(Words words, Palette palette) {}
