/** Steps that any process may use, whatever it is about. */
package dev.fairlead.engine.process;
