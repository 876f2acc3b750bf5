/**
 * The demo world of the embedded default, made by running the real processes with a moved clock.
 * Nobody imports this room.
 */
package dev.fairlead.demo;
