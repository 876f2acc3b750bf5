/**
 * The engine's settings, guards, and its view of our users. The only door to Camunda beside the
 * rooms' process packages.
 */
package dev.fairlead.engine;
