/** The pages on which people's data are handed out and erased. */
package dev.fairlead.privacy.web;
