package dev.fairlead.project;

import java.time.LocalDateTime;
import java.util.Optional;

/** A port: keys to decide from the mail. The room that knows the list of work fills it. */
public interface DecideByMail {
  /**
   * Opens a decision without a login.
   *
   * @param path within Fairlead, to be mailed and kept nowhere
   * @param until when it opens nothing any more
   */
  record Key(String path, LocalDateTime until) {}

  /**
   * A new key to a task for a person whom it waits for; empty where it waits no more, where it is
   * not theirs to decide, or where it has to be decided with a login.
   *
   * @param address to which the key is mailed: a mail may wait so long that it is no longer theirs
   */
  Optional<Key> key(String taskId, String username, String address);

  /** Ends a key that nobody got. */
  void takeBack(Key key);
}
