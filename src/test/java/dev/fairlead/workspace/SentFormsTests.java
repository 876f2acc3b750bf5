package dev.fairlead.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@FairleadTest
class SentFormsTests {
  @Autowired SentForms here;
  @Autowired JdbcClient jdbc;

  @Test
  void aFormIsKnownToAllNodesUntilItIsTakenBackOrADayOld() {
    SentForms there = new SentForms(jdbc);
    assertThat(here.add("a form")).isTrue();
    assertThat(there.add("a form")).isFalse();
    there.remove("a form");
    assertThat(here.add("a form")).isTrue();
    here.forget();
    assertThat(there.add("a form")).isFalse();
    jdbc.sql("update sent_form set sent_at = localtimestamp - interval '25' hour where form = ?")
        .param("a form")
        .update();
    there.forget();
    assertThat(here.add("a form")).isTrue();
    here.remove("a form");
  }
}
