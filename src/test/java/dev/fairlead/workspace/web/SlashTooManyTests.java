package dev.fairlead.workspace.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A pattern that went back over what it has read would end these in an overflow of the stack. */
class SlashTooManyTests {
  private static final String LONG = "/a".repeat(200_000);

  @Test
  void noAddressIsTooLongForIt() throws Exception {
    MockFilterChain chain = new MockFilterChain();
    assertThat(answer(LONG, chain).getStatus()).isEqualTo(200);
    assertThat(chain.getRequest()).as("handed on").isNotNull();
    MockHttpServletResponse response = answer(LONG + "/", new MockFilterChain());
    assertThat(response.getStatus()).isEqualTo(308);
    assertThat(response.getHeader(HttpHeaders.LOCATION)).isEqualTo(LONG);
    chain = new MockFilterChain();
    answer(LONG + "//", chain);
    assertThat(chain.getRequest()).isNotNull();
  }

  private static MockHttpServletResponse answer(String address, MockFilterChain chain)
      throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    new SlashTooMany().doFilter(new MockHttpServletRequest("GET", address), response, chain);
    return response;
  }
}
