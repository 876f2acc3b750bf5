package dev.fairlead.demo;

/** One project of the demo world. */
interface DemoProject {
  /** Adds what happened in it to the script. */
  void write(DemoScript script);
}
