package nl.voorkeur.platform.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;

/**
 * A pool as simple as can be, for tests in which opening a connection would take most time. Like
 * the server's, it gives the same few connections again and again while few are needed, so that
 * what the database keeps for each of them stays at hand.
 */
public final class PooledDatabase {

  private PooledDatabase() {}

  public static DataSource over(DataSource source) {
    ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    return (DataSource)
        Proxy.newProxyInstance(
            PooledDatabase.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection")
                    ? borrowed(idle, source)
                    : method.invoke(source, arguments));
  }

  private static Connection borrowed(ConcurrentLinkedDeque<Connection> idle, DataSource source)
      throws SQLException {
    Connection waiting = idle.poll();
    while (waiting != null && waiting.isClosed()) {
      waiting = idle.poll();
    }
    Connection real = waiting == null ? source.getConnection() : waiting;
    return (Connection)
        Proxy.newProxyInstance(
            PooledDatabase.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                if (!real.isClosed()) {
                  idle.push(real);
                }
                return null;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }
}
