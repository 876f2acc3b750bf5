/**
 * Mails through the outbox: written with the business change, sent after it, each once. Nobody
 * imports this room.
 */
package dev.fairlead.communication;
