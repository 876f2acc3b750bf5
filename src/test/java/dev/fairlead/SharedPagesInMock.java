package dev.fairlead;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import org.springframework.boot.test.autoconfigure.web.servlet.MockMvcBuilderCustomizer;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.setup.ConfigurableMockMvcBuilder;

/**
 * What opens by its address alone has no session, but after its first {@code csrf()} the mock keeps
 * the token of every page in one, which cannot begin any more once a long page is on its way.
 */
class SharedPagesInMock implements MockMvcBuilderCustomizer {
  @Override
  public void customize(ConfigurableMockMvcBuilder<?> mock) {
    mock.defaultRequest(get("/").with(SharedPagesInMock::token));
  }

  private static MockHttpServletRequest token(MockHttpServletRequest request) {
    return request.getRequestURI().matches("/(shared|decide)/.*")
            && !request.getMethod().equals("POST")
        ? csrf().postProcessRequest(request)
        : request;
  }
}
