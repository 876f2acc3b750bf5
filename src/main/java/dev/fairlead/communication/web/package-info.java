/** The outbox page. */
package dev.fairlead.communication.web;
