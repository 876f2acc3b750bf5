package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@FairleadTest
class ApplicationStartsTests {
  @Autowired IdentityService identity;

  @Test
  void theEngineSeesOurUsersAndCannotChangeThem() {
    assertThat(identity.createUserQuery().memberOfGroup("managers").list())
        .extracting("id")
        .contains("maria");
    assertThat(identity.isReadOnly()).isTrue();
    assertThat(identity.checkPassword("maria", "fairlead-demo")).isTrue();
    assertThat(identity.checkPassword("maria", "wrong")).isFalse();
  }
}
