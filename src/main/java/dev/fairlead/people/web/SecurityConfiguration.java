package dev.fairlead.people.web;

import dev.fairlead.people.Groups;
import dev.fairlead.people.LoginLimits;
import dev.fairlead.people.OpenIdAccounts;
import dev.fairlead.people.TypedLogin;
import dev.fairlead.people.Users;
import dev.fairlead.shared.PlainText;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** One login for the workspace, Tasklist, Cockpit and REST. What is not named here is denied. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {
  /** What everybody with a login may ask for; what else is not listed does not exist. */
  private static final List<String> EVERYBODYS =
      List.of(
          "/",
          "/projects/**",
          "/work/**",
          "/issues/**",
          "/changes/**",
          "/reports/**",
          "/lessons/**",
          "/archive/verify",
          "/systems",
          "/conflicts",
          "/late",
          "/workload",
          "/search/**",
          "/outbox/**",
          "/account/**",
          "/about",
          "/api/**",
          "/engine-rest/**",
          "/camunda/**",
          "/webjars/swagger-ui/**");

  private static final String OWN_PAGES =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors"
          + " 'self'";

  /** Camunda's web applications start from an inline script and compile their templates. */
  private static final String ENGINE_PAGES =
      OWN_PAGES
          .replace("script-src 'self'", "script-src 'self' 'unsafe-inline' 'unsafe-eval'")
          .replace("default-src 'self'", "default-src 'self'; font-src 'self' data:");

  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder();
  }

  @Bean
  UserDetailsService userDetailsService(Users users) {
    return username -> {
      String hash =
          users.passwordHash(username).orElseThrow(() -> new UsernameNotFoundException(username));
      return User.withUsername(username)
          .password(hash)
          .authorities(users.get(username).groups().toArray(String[]::new))
          .build();
    };
  }

  /** What cannot be read by people is refused before it reaches anybody. */
  @Bean
  HttpFirewall httpFirewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedParameterValues(PlainText::isPlain);
    return firewall;
  }

  /** What was shared with people outside, for whoever has its address. */
  @Bean
  @Order(0)
  SecurityFilterChain shared(HttpSecurity http) throws Exception {
    return byAddress(http, "/shared", "FAIRLEAD-SHARED");
  }

  /** What somebody decides from the mail, for whoever has its address. */
  @Bean
  @Order(0)
  SecurityFilterChain decide(HttpSecurity http) throws Exception {
    return byAddress(http, "/decide", "FAIRLEAD-DECIDE");
  }

  /**
   * The address is the key: no login, no session, nothing of it in a search engine, and its address
   * in nobody's list of referrers.
   */
  private static SecurityFilterChain byAddress(HttpSecurity http, String path, String cookieName)
      throws Exception {
    CookieCsrfTokenRepository token = new CookieCsrfTokenRepository();
    token.setCookieName(cookieName);
    token.setCookieCustomizer(cookie -> cookie.path(path).httpOnly(true).sameSite("Strict"));
    return http.securityMatcher(path + "/**")
        .authorizeHttpRequests(allow -> allow.anyRequest().permitAll())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(cache -> cache.disable())
        .csrf(csrf -> csrf.csrfTokenRepository(token))
        .exceptionHandling(
            errors ->
                errors.accessDeniedHandler(
                    (request, response, denied) -> {
                      request.setAttribute("fairlead.sentence", "people.formExpired");
                      response.sendError(HttpStatus.FORBIDDEN.value());
                    }))
        .headers(
            headers ->
                headers
                    .frameOptions(frame -> frame.deny())
                    .contentSecurityPolicy(
                        policy ->
                            policy.policyDirectives(
                                OWN_PAGES.replace(
                                    "frame-ancestors 'self'", "frame-ancestors 'none'")))
                    .referrerPolicy(
                        policy ->
                            policy.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.NO_REFERRER))
                    .addHeaderWriter(
                        new StaticHeadersWriter("X-Robots-Tag", "noindex, nofollow, noarchive")))
        .build();
  }

  /** The figures of a node, for a program that has nothing but the right to read them. */
  @Bean
  @Order(1)
  SecurityFilterChain metrics(HttpSecurity http, @Value("${fairlead.metrics.token:}") String token)
      throws Exception {
    RequestMatcher path = PathPatternRequestMatcher.withDefaults().matcher("/actuator/prometheus");
    byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    return http.securityMatcher(
            request -> path.matches(request) && header(request).startsWith("Bearer "))
        .authorizeHttpRequests(
            allow ->
                allow
                    .anyRequest()
                    .access(
                        (who, what) ->
                            new AuthorizationDecision(
                                !token.isBlank()
                                    && MessageDigest.isEqual(
                                        expected,
                                        header(what.getRequest())
                                            .getBytes(StandardCharsets.UTF_8)))))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(cache -> cache.disable())
        .exceptionHandling(
            errors ->
                errors.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
        .build();
  }

  @Bean
  SecurityFilterChain security(
      HttpSecurity http,
      LoginLimits limits,
      ObjectProvider<ClientRegistrationRepository> providers,
      OpenIdAccounts accounts)
      throws Exception {
    if (providers.getIfAvailable() != null) {
      OpenIdLogin.at(http, accounts);
    }
    PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
    RequestMatcher rest =
        new OrRequestMatcher(path.matcher("/api/**"), path.matcher("/engine-rest/**"));
    RequestMatcher engine =
        new OrRequestMatcher(path.matcher("/camunda/**"), path.matcher("/webjars/**"));
    RequestMatcher everybodys =
        new OrRequestMatcher(EVERYBODYS.stream().<RequestMatcher>map(path::matcher).toList());
    RequestMatcher administrators =
        new OrRequestMatcher(
            path.matcher("/users/**"),
            path.matcher("/logins/**"),
            path.matcher("/parties/**"),
            path.matcher("/webhooks/**"),
            path.matcher("/actuator/prometheus"),
            path.matcher("/decisions"),
            path.matcher("/decisions.csv"),
            path.matcher("/decisions.jsonl"));
    RequestMatcher processes =
        new OrRequestMatcher(
            path.matcher("/processes/**"),
            path.matcher("/drafts/**"),
            path.matcher("/incidents/**"));
    return http.authorizeHttpRequests(
            allow ->
                allow
                    .requestMatchers(
                        "/assets/**",
                        "/login",
                        "/error",
                        "/favicon.ico",
                        "/actuator/health/**",
                        // calendar programs cannot log in; the address holds a secret
                        "/calendar/*")
                    .permitAll()
                    .requestMatchers("/camunda/api/admin/setup/**", "/camunda/app/admin/*/setup/**")
                    .denyAll()
                    .requestMatchers(
                        "/camunda/app/cockpit/**",
                        "/camunda/api/cockpit/**",
                        "/camunda/app/admin/**")
                    .hasAnyAuthority(Groups.PROCESS_OWNERS, Groups.ADMINISTRATORS)
                    .requestMatchers(administrators)
                    .hasAuthority(Groups.ADMINISTRATORS)
                    .requestMatchers(processes)
                    .hasAnyAuthority(Groups.PROCESS_OWNERS, Groups.ADMINISTRATORS)
                    .requestMatchers("/projects/new")
                    .hasAuthority(Groups.COORDINATORS)
                    .requestMatchers(everybodys)
                    .authenticated()
                    .anyRequest()
                    .denyAll())
        .formLogin(
            login ->
                login
                    .loginPage("/login")
                    .defaultSuccessUrl("/")
                    .failureHandler(
                        (request, response, problem) -> {
                          TypedLogin.keep(request);
                          response.sendRedirect(
                              request.getContextPath()
                                  + (problem instanceof LimitedLogin.TooMany
                                      ? "/login?limited"
                                      : "/login?error"));
                        }))
        .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
        .addFilterBefore(new Sessions.Ended(), SecurityContextHolderFilter.class)
        .addFilterBefore(new LargeUploads(path.matcher("/archive/verify")), CsrfFilter.class)
        .httpBasic(
            basic ->
                basic.authenticationEntryPoint(
                    (request, response, problem) -> {
                      boolean tooMany = problem instanceof LimitedLogin.TooMany;
                      if (tooMany) {
                        response.setHeader("Retry-After", "" + limits.window().toSeconds());
                      }
                      response.setStatus(
                          (tooMany ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNAUTHORIZED)
                              .value());
                    }))
        .exceptionHandling(
            errors ->
                errors
                    .accessDeniedHandler(
                        (request, response, denied) -> {
                          boolean forged = denied instanceof CsrfException;
                          if (forged) {
                            request.setAttribute("fairlead.sentence", "people.formExpired");
                          }
                          boolean exists =
                              everybodys.matches(request)
                                  || administrators.matches(request)
                                  || processes.matches(request);
                          response.sendError(
                              (forged || exists ? HttpStatus.FORBIDDEN : HttpStatus.NOT_FOUND)
                                  .value());
                        })
                    .authenticationEntryPoint(
                        (request, response, problem) -> {
                          // no challenge for REST, so that no browser ever keeps the password and
                          // sends
                          // it by itself
                          if (rest.matches(request)) {
                            new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)
                                .commence(request, response, problem);
                          } else {
                            new LoginUrlAuthenticationEntryPoint("/login")
                                .commence(request, response, problem);
                          }
                        }))
        .csrf(
            csrf ->
                csrf.ignoringRequestMatchers(SecurityConfiguration::carriesItsOwnPassword)
                    // the engine's web applications bring a CSRF filter of their own
                    .ignoringRequestMatchers("/camunda/api/**", "/camunda/app/**"))
        .headers(
            headers ->
                headers
                    .frameOptions(frame -> frame.sameOrigin())
                    .addHeaderWriter(
                        new DelegatingRequestMatcherHeaderWriter(
                            new NegatedRequestMatcher(engine),
                            new ContentSecurityPolicyHeaderWriter(OWN_PAGES)))
                    .addHeaderWriter(
                        new DelegatingRequestMatcherHeaderWriter(
                            engine, new ContentSecurityPolicyHeaderWriter(ENGINE_PAGES)))
                    .referrerPolicy(Customizer.withDefaults()))
        .build();
  }

  static boolean carriesItsOwnPassword(HttpServletRequest request) {
    return header(request).startsWith("Basic ");
  }

  private static String header(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getHeader("Authorization"), "");
  }
}
