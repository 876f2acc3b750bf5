/** Pages and REST of the plan; other rooms draw with its Gantt chart. */
@org.springframework.modulith.NamedInterface("web")
package dev.fairlead.plan.web;
