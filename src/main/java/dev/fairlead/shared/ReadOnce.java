package dev.fairlead.shared;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.transaction.support.ResourceHolderSupport;
import org.springframework.transaction.support.ResourceHolderSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a transaction has read already (an identity map): a step of a process asks many rooms, each
 * of which begins by asking for the same project. Outside a transaction nothing is remembered, and
 * a transaction inside another remembers its own. A page that only shows something is made by many
 * transactions that only read; they remember together, from {@link #aPageBegins()} to {@link
 * #aPageEnds()}.
 *
 * <p>Whoever writes what is read here forgets it, and so does whoever locks it in order to see it
 * as it is now.
 *
 * @param <K> by what it is read
 * @param <V> what is read; it does not change by itself
 */
public final class ReadOnce<K, V> {
  private static final ThreadLocal<Map<Object, Map<Object, Object>>> PAGE = new ThreadLocal<>();

  private static final class Read extends ResourceHolderSupport {
    private final Map<Object, Object> values = new HashMap<>();
  }

  /** What this thread reads from now on is for one page. */
  public static void aPageBegins() {
    PAGE.set(new HashMap<>());
  }

  public static void aPageEnds() {
    PAGE.remove();
  }

  /** The value of the first reading; what is not there is looked for again. */
  @SuppressWarnings("unchecked")
  public Optional<V> find(K key, Function<K, Optional<V>> read) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      return read.apply(key);
    }
    Map<Object, Object> values = values();
    V known = (V) values.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<V> found = read.apply(key);
    found.ifPresent(value -> values.put(key, value));
    return found;
  }

  /** The same of many: what nobody has read yet is read together. */
  @SuppressWarnings("unchecked")
  public Map<K, V> findAll(Collection<K> keys, Function<Collection<K>, Map<K, V>> read) {
    Map<Object, Object> values =
        TransactionSynchronizationManager.isSynchronizationActive() ? values() : new HashMap<>();
    Set<K> unknown = new LinkedHashSet<>(keys);
    unknown.removeAll(values.keySet());
    if (!unknown.isEmpty()) {
      values.putAll(read.apply(unknown));
    }
    Map<K, V> found = new LinkedHashMap<>();
    keys.stream().filter(values::containsKey).forEach(key -> found.put(key, (V) values.get(key)));
    return found;
  }

  /** The next one who asks reads it anew. */
  public void forget(K key) {
    Read read = (Read) TransactionSynchronizationManager.getResource(this);
    if (read != null) {
      read.values.remove(key);
    }
    if (PAGE.get() != null) {
      PAGE.get().remove(this);
    }
  }

  /** For whoever rewrites rows of all kinds, such as when a person is erased. */
  public static void forgetAll() {
    TransactionSynchronizationManager.getResourceMap().values().stream()
        .filter(Read.class::isInstance)
        .forEach(read -> ((Read) read).values.clear());
    if (PAGE.get() != null) {
      PAGE.get().clear();
    }
  }

  private Map<Object, Object> values() {
    if (PAGE.get() != null && TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
      return PAGE.get().computeIfAbsent(this, own -> new HashMap<>());
    }
    Read read = (Read) TransactionSynchronizationManager.getResource(this);
    if (read == null) {
      read = new Read();
      TransactionSynchronizationManager.bindResource(this, read);
      TransactionSynchronizationManager.registerSynchronization(
          new ResourceHolderSynchronization<>(read, this) {});
    }
    return read.values;
  }
}
