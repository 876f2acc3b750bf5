/** Pages and REST of progress, costs, earned value and issues. */
package dev.fairlead.tracking.web;
