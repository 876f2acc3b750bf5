package dev.fairlead.engine;

/** How projects are called, for those who read a list of tasks in Tasklist. */
public interface ProjectNames {
  /** The local variable of every task of a project that holds its key and name. */
  String VARIABLE = "project";

  /** Key and name of the project, such as "CRM-27 CRM renewal", or null where there is none. */
  String nameOf(String projectKey);
}
