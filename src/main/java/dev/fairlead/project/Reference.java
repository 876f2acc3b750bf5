package dev.fairlead.project;

/**
 * A line of a register that is about a line of another one.
 *
 * @param to what it is about, see {@link Link#ref()}
 * @param label for people, such as "Action 5: Order a tester"
 * @param path within Fairlead
 * @param state in words, such as "Open, due 5 Mar 2027"
 * @param open whether something is still to do about it
 */
public record Reference(String to, String label, String path, String state, boolean open) {}
