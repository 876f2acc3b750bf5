/** Pages of closing a project and of lessons. */
package dev.fairlead.closure.web;
