/**
 * Mails through the outbox: written with the business change, sent after it, each once. Nobody
 * imports this room.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"people", "project", "shared"})
package dev.fairlead.communication;
