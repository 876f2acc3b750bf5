/** The page that is shown while the demo world is being made. */
package dev.fairlead.demo.web;
