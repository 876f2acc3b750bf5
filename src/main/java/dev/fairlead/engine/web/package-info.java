/** How a logged-in person reaches the engine's own addresses. */
package dev.fairlead.engine.web;
