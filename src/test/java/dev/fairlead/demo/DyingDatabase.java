package dev.fairlead.demo;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * What a kill leaves of an application is what it has committed until then. So here it is killed by
 * its database, at a chosen commit or statement, and nothing more comes through until it is
 * restarted.
 */
@TestConfiguration(proxyBeanMethods = false)
class DyingDatabase implements BeanPostProcessor {
  private static final Predicate<String> NEVER = statement -> false;

  private static volatile int commits = Integer.MAX_VALUE;
  private static volatile boolean doesTheLast;
  private static volatile Predicate<String> last = NEVER;
  private static volatile boolean dead;

  /** Dies at this commit from now on, before or after it is done. */
  static void dieAtCommit(int number, boolean afterIt) {
    commits = number;
    doesTheLast = afterIt;
  }

  /** Dies in place of the first statement like that. */
  static void dieAt(Predicate<String> statement) {
    last = statement;
  }

  static void revive() {
    dead = false;
    commits = Integer.MAX_VALUE;
    last = NEVER;
  }

  static boolean isDead() {
    return dead;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof DataSource real ? new Dying(real) : bean;
  }

  private static final class Dying extends DelegatingDataSource {
    private Dying(DataSource real) {
      super(real);
    }

    @Override
    public Connection getConnection() throws SQLException {
      mustLive();
      Connection real = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, values) -> {
                switch (method.getName()) {
                  case "prepareStatement", "createStatement" -> {
                    if (values != null && last.test(String.valueOf(values[0]))) {
                      dead = true;
                    }
                    mustLive();
                  }
                  case "commit" -> {
                    mustLive();
                    commits--;
                    if (commits == 0) {
                      if (doesTheLast) {
                        real.commit();
                      }
                      dead = true;
                      mustLive();
                    }
                  }
                  default -> {}
                }
                try {
                  return method.invoke(real, values);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    private static void mustLive() throws SQLException {
      if (dead) {
        throw new SQLException("killed", "08006");
      }
    }
  }
}
