/** Users, their groups, and who stands in for whom. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared"})
package dev.fairlead.people;
