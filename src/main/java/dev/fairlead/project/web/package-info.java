/** Pages and REST of the project itself. */
package dev.fairlead.project.web;
