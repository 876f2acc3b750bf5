package dev.fairlead.engine.contract;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The latest diagrams that are deployed, with the files of their deployments. */
public interface LiveModels {
  /** That of the process with this id, or empty where none is deployed. */
  Optional<Live> find(String process);

  List<Live> all();

  /**
   * One of them.
   *
   * @param id of this version; what it says never changes
   * @param file the form or table of this name from the same deployment
   */
  record Live(
      String id,
      String process,
      Supplier<byte[]> diagram,
      Function<String, Optional<byte[]>> file) {}
}
