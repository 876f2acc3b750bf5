/** Layout, portfolio, inbox, search and error pages: where people come in. Nobody imports this room. */
package dev.fairlead.workspace;
