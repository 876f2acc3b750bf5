package dev.fairlead.people.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/**
 * Sessions stand in the database, so that any node goes on where another one was. What is read from
 * there becomes objects of the named kinds only: who may write to the database may not run code
 * here. What another release wrote and this one cannot read counts as not there, which asks its
 * person to log in again.
 */
@Configuration(proxyBeanMethods = false)
class SessionStore {
  private static final Logger LOG = LoggerFactory.getLogger(SessionStore.class);

  /** Logins, saved requests, messages of one page to the next, and the engine's own login. */
  static final ObjectInputFilter KINDS =
      ObjectInputFilter.Config.createFilter(
          "maxdepth=20;maxarray=10000;maxrefs=10000;maxbytes=1000000;"
              + "java.lang.*;java.util.*;java.util.concurrent.*;java.time.*;java.math.*;"
              + "org.springframework.security.**;org.springframework.util.LinkedMultiValueMap;"
              + "org.springframework.util.MultiValueMapAdapter;"
              + "org.springframework.web.servlet.FlashMap;jakarta.servlet.http.Cookie;"
              + "org.camunda.bpm.webapp.impl.security.**;dev.fairlead.people.web.*;!*");

  @Bean
  ConversionService springSessionConversionService() {
    GenericConversionService objects = new GenericConversionService();
    objects.addConverter(Object.class, byte[].class, new SerializingConverter());
    objects.addConverter(byte[].class, Object.class, SessionStore::read);
    return objects;
  }

  static Object read(byte[] written) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(written))) {
      in.setObjectInputFilter(KINDS);
      return in.readObject();
    } catch (IOException | ClassNotFoundException | RuntimeException unknown) {
      LOG.warn("Something in a session cannot be read and is left out: {}", unknown.toString());
      return null;
    }
  }

  /** Two requests of one page may set the same attribute at the same moment. */
  @Bean
  SessionRepositoryCustomizer<JdbcIndexedSessionRepository> lastWriterWins(DataSource database)
      throws MetaDataAccessException {
    String product =
        JdbcUtils.extractDatabaseMetaData(database, data -> data.getDatabaseProductName());
    return product.equals("PostgreSQL")
        ? new PostgreSqlJdbcIndexedSessionRepositoryCustomizer()
        : sessions ->
            sessions.setCreateSessionAttributeQuery(
                "merge into %TABLE_NAME%_ATTRIBUTES"
                    + " (SESSION_PRIMARY_ID, ATTRIBUTE_NAME, ATTRIBUTE_BYTES) values (?, ?, ?)");
  }
}
