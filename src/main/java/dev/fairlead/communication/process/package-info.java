/** Delegates that carry out the communication plan. */
package dev.fairlead.communication.process;
