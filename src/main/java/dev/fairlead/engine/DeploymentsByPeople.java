package dev.fairlead.engine;

import java.util.Map;

/**
 * Takes what a person wants to deploy by the engine's own interfaces, such as from Camunda Modeler,
 * where somebody else has to release it first. Filled by {@code studio}.
 */
public interface DeploymentsByPeople {
  /** Whether somebody else has to release it; otherwise the engine goes on once it is checked. */
  boolean needARelease();

  /**
   * Whether what is live may become this: approvals stay approvals, forms keep what diagrams read.
   *
   * @param files contents by their names
   * @throws dev.fairlead.shared.RefusedException with all that is against them
   */
  void check(Map<String, byte[]> files);

  /**
   * Keeps these files to be released, or does nothing where they are what is live already.
   *
   * @param name of the deployment, in the person's words
   * @param source the program it comes from
   * @param files contents by their names
   * @throws dev.fairlead.shared.RefusedException with all that is against them
   */
  void handIn(String by, String name, String source, Map<String, byte[]> files);
}
