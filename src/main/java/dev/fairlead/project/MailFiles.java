package dev.fairlead.project;

import java.util.Optional;

/**
 * A port: a room whose mails carry a file gives it when the mail leaves, so that it is not kept
 * once per reader.
 */
public interface MailFiles {
  /** A finished file. */
  record File(String name, String mediaType, byte[] content) {}

  /** The file of this reference, where this room knows it. */
  Optional<File> find(String reference);
}
