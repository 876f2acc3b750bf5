/** Pages and REST of the plan. */
package dev.fairlead.plan.web;
