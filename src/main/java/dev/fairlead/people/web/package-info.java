/** Login, security rules and the administrator's pages. */
package dev.fairlead.people.web;
