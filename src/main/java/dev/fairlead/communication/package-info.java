/**
 * What people are told: the communication plan of a project, which runs by itself, the external
 * parties and what is shared with them, and mails through the outbox, written with the business
 * change, sent after it, each once. Nobody imports this room.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "engine",
      "people",
      "plan",
      "plan :: schedule",
      "project",
      "shared",
      "tracking"
    })
package dev.fairlead.communication;
