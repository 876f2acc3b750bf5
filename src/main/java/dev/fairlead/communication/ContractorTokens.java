package dev.fairlead.communication;

import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.SecretAddress;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The random addresses under which contractors give their reports. Of each only its hash is kept.
 */
@Component
@Transactional
class ContractorTokens {
  private final JdbcClient jdbc;
  private final FairleadClock clock;

  ContractorTokens(JdbcClient jdbc, FairleadClock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  String mint(long reportId) {
    String token = SecretAddress.make();
    jdbc.sql("insert into contractor_token (token_hash, report_id, created_at) values (?, ?, ?)")
        .params(Fingerprint.of(token), reportId, clock.now())
        .update();
    return token;
  }

  void takeBack(String token) {
    jdbc.sql("delete from contractor_token where token_hash = ?")
        .param(Fingerprint.of(token))
        .update();
  }

  Optional<Long> find(String token) {
    if (!SecretAddress.isPossible(token)) {
      return Optional.empty();
    }
    return jdbc.sql("select report_id from contractor_token where token_hash = ?")
        .param(Fingerprint.of(token))
        .query(Long.class)
        .optional();
  }
}
