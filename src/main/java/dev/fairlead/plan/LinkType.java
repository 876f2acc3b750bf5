package dev.fairlead.plan;

/** The four kinds of dependency between two tasks, from the predecessor's end named first. */
public enum LinkType {
  FS,
  SS,
  FF,
  SF
}
