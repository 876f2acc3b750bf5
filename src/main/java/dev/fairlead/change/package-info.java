/** Change requests: computed impact, decision, application with a new baseline. */
package dev.fairlead.change;
