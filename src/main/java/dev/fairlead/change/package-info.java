/** Change requests: computed impact, decision, application with a new baseline. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "engine",
      "people",
      "plan",
      "plan :: schedule",
      "plan :: web",
      "project",
      "shared",
      "tracking"
    })
package dev.fairlead.change;
