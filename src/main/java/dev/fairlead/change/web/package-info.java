/** Pages and REST of change requests. */
package dev.fairlead.change.web;
