/**
 * Other programs are told of what was decided: each entry of the decision log is posted to the
 * addresses that administrators want it posted to, at least once. Nobody imports this room.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"people", "project", "shared"})
package dev.fairlead.webhooks;
