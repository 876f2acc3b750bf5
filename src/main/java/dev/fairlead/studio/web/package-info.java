/** The pages of the process owners. */
package dev.fairlead.studio.web;
