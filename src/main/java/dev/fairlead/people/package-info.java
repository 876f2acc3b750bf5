/** Users, their groups, and who stands in for whom. */
package dev.fairlead.people;
