package dev.fairlead.project;

import java.util.List;

/**
 * What the running processes of a project carry of its data. The engine fills this port, see {@code
 * project.process}.
 */
public interface CarriedData {
  /** Whom the processes name. */
  enum Role {
    COORDINATOR,
    SPONSOR
  }

  /**
   * The processes go on with another person: what is asked of the former one in this role is asked
   * of the next one, now and later.
   *
   * @return names of the open tasks that went along
   */
  List<String> replace(String projectKey, Role role, String former, String next);

  /** Open tasks show the project under its new name. */
  void rename(String projectKey, String name);
}
