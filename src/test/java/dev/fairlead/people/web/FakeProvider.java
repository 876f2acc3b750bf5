package dev.fairlead.people.web;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** As much of an OpenID provider as a login needs, on a port of its own. */
final class FakeProvider implements AutoCloseable {
  private final HttpServer server;
  private final RSAKey key;
  private final RSAKey strangersKey;
  private Map<String, Object> claims = Map.of();
  private boolean forged;

  FakeProvider() {
    try {
      key = new RSAKeyGenerator(2048).keyID("1").generate();
      strangersKey = new RSAKeyGenerator(2048).keyID("1").generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                 "jwks_uri":"%1$s/keys","subject_types_supported":["public"],"response_types_supported":["code"],
                 "id_token_signing_alg_values_supported":["RS256"],
                 "token_endpoint_auth_methods_supported":["client_secret_basic"]}"""
                    .formatted(issuer())));
    server.createContext(
        "/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
    server.createContext("/token", exchange -> answer(exchange, token()));
    server.start();
  }

  String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** What the provider says of whoever logs in next. */
  void says(Map<String, Object> claims) {
    this.claims = claims;
    this.forged = false;
  }

  /** The next token is signed by somebody else. */
  void isForged() {
    forged = true;
  }

  private String token() {
    try {
      JWTClaimsSet.Builder body =
          new JWTClaimsSet.Builder()
              .issuer(issuer())
              .audience("fairlead")
              .issueTime(Date.from(Instant.now()))
              .expirationTime(Date.from(Instant.now().plusSeconds(60)));
      claims.forEach(body::claim);
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("1").build(), body.build());
      token.sign(new RSASSASigner(forged ? strangersKey : key));
      return "{\"access_token\":\"nothing\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\""
          + token.serialize()
          + "\"}";
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
