package dev.fairlead.privacy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.privacy.Erasure;
import dev.fairlead.privacy.PersonalFile;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;

/** Deadlocks and rows that others hold cannot be made at will; what is said then can. */
class PrivacyPagesTests {
  private final Users users = mock();
  private final Erasure erasure = mock();
  private final PrivacyPages pages = new PrivacyPages(users, mock(PersonalFile.class), erasure);
  private final ExtendedModelMap model = new ExtendedModelMap();
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  void aDatabaseThatTakesTheErasureBackIsSaidOnTheFormWithWhatWasChosen() {
    when(users.get("tom"))
        .thenReturn(new User("tom", "Tom Eriksen", "tom@example.org", false, Set.of()));
    when(erasure.erase(anyString(), any(), anyBoolean(), anyBoolean(), anyString()))
        .thenThrow(new CannotAcquireLockException("deadlock detected"));
    String view =
        pages.erase(
            "tom",
            "Tom Eriksen",
            true,
            false,
            () -> "admin",
            model,
            response,
            new RedirectAttributesModelMap());
    assertRetry(view);
    assertThat(model.get("words")).isEqualTo(true);
  }

  @Test
  void theSameOfSomebodyOutside() {
    when(erasure.party(7))
        .thenReturn(new Erasure.Party(7, "ERP", "Ann", "Acme", "ann@acme.example", true));
    doThrow(new CannotAcquireLockException("lock timeout"))
        .when(erasure)
        .eraseParty(anyLong(), any(), anyBoolean(), anyString());
    assertRetry(
        pages.eraseParty(
            7, "Ann", true, () -> "admin", model, response, new RedirectAttributesModelMap()));
    assertThat(model.get("nameWords")).isEqualTo(true);
  }

  private void assertRetry(String view) {
    assertThat(view).isEqualTo("privacy/erasure");
    assertThat(response.getStatus()).isEqualTo(409);
    assertThat(((Map<?, ?>) model.get("errors")).get("typedName"))
        .asString()
        .contains("nobody was erased and nothing was changed")
        .doesNotContain("deadlock", "lock timeout");
  }
}
