/** The page of the webhooks. */
package dev.fairlead.webhooks.web;
