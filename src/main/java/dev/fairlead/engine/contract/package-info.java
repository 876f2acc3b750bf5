/** What every diagram, table and form must keep to before the engine takes it. */
@org.springframework.modulith.NamedInterface("contract")
package dev.fairlead.engine.contract;
