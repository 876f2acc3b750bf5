package dev.fairlead.people;

import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * How often logins may fail, per account and per address, on all nodes together. Whether an account
 * exists makes no difference. Names are kept as fingerprints only. The database's clock counts.
 */
@Service
public class LoginLimits {
  private static final int LISTED = 200;

  private final JdbcClient jdbc;
  private final int perAccount;
  private final int perAddress;
  private final Duration window;
  private final String recent;

  LoginLimits(
      JdbcClient jdbc,
      @Value("${fairlead.login.failures-per-account:10}") int perAccount,
      @Value("${fairlead.login.failures-per-address:50}") int perAddress,
      @Value("${fairlead.login.window:PT15M}") Duration window) {
    this.jdbc = jdbc;
    this.perAccount = perAccount;
    this.perAddress = perAddress;
    this.window = window;
    this.recent = " failed_at > localtimestamp - " + window.toSeconds() + " * interval '1' second ";
  }

  /**
   * Failures that count at the moment.
   *
   * @param username null where nobody has the name that was typed
   */
  public record Failures(
      String account,
      String username,
      String address,
      long count,
      LocalDateTime last,
      boolean refused) {
    private Failures of(String name) {
      return new Failures(account, name, address, count, last, refused);
    }
  }

  /** Whether an attempt is one too many, so that the password is not even looked at. */
  public boolean isExceeded(String username, String address) {
    return count("account", account(username)) >= perAccount
        || count("address", address) >= perAddress;
  }

  private long count(String column, String value) {
    return jdbc.sql("select count(*) from login_failure where " + column + " = ? and" + recent)
        .param(value)
        .query(Long.class)
        .single();
  }

  public void failed(String username, String address) {
    jdbc.sql("delete from login_failure where not" + recent).update();
    jdbc.sql(
            "insert into login_failure (account, address, failed_at) values (?, ?, localtimestamp)")
        .params(account(username), address)
        .update();
  }

  /** Whoever knows the password is not the one who guessed; the address stays suspicious. */
  public void succeeded(String username) {
    forget(account(username));
  }

  /** Lets this account try again. */
  public void forgive(String account) {
    if (forget(account) == 0) {
      throw NotFoundException.because("people.login.forgotten");
    }
  }

  private int forget(String account) {
    return jdbc.sql("delete from login_failure where account = ?").param(account).update();
  }

  public Duration window() {
    return window;
  }

  /** What administrators see: the failures of the last minutes, the latest first. */
  public List<Failures> recent() {
    List<Failures> failures =
        jdbc.sql(
                "select account, address, count(*) as failures, max(failed_at) as last_at,"
                    + " sum(count(*)) over (partition by account) as of_account,"
                    + " sum(count(*)) over (partition by address) as of_address from login_failure where"
                    + recent
                    + "group by account, address order by last_at desc limit "
                    + LISTED)
            .query(
                (row, i) ->
                    new Failures(
                        row.getString("account"),
                        null,
                        row.getString("address"),
                        row.getLong("failures"),
                        row.getObject("last_at", LocalDateTime.class),
                        row.getLong("of_account") >= perAccount
                            || row.getLong("of_address") >= perAddress))
            .list();
    Map<String, String> names =
        usernames(failures.stream().map(Failures::account).collect(Collectors.toSet()));
    return failures.stream().map(failure -> failure.of(names.get(failure.account()))).toList();
  }

  /** Whose fingerprints these are; only where there are some is anybody's name looked at. */
  private Map<String, String> usernames(Set<String> accounts) {
    Map<String, String> names = new HashMap<>();
    if (!accounts.isEmpty()) {
      jdbc.sql("select username from app_user")
          .query(String.class)
          .list()
          .forEach(
              name -> {
                if (accounts.contains(account(name))) {
                  names.put(account(name), name);
                }
              });
    }
    return names;
  }

  private static String account(String username) {
    return Fingerprint.of(username);
  }
}
