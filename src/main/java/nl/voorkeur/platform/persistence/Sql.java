package nl.voorkeur.platform.persistence;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * Runs native SQL on the container's pooled connection, so inside the caller's transaction.
 *
 * <p>A statement lies in a file beside the class that runs it, {@code
 * nl/voorkeur/<feature>/<name>.sql}, and has named parameters. Values of recipients never get into
 * an exception's text.
 */
@ApplicationScoped
public class Sql {

  private final Map<String, String> statements = new ConcurrentHashMap<>();

  @Resource(lookup = "java:app/jdbc/voorkeur")
  private DataSource dataSource;

  private Jdbi jdbi;

  /** For the container. */
  public Sql() {}

  /** On a data source of one's own, as tests do. */
  public Sql(DataSource dataSource) {
    this.dataSource = dataSource;
    open();
  }

  @PostConstruct
  void open() {
    jdbi = on(dataSource);
  }

  private static Jdbi on(DataSource dataSource) {
    Jdbi jdbi = Jdbi.create(dataSource);
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    jdbi.registerArrayType(Long.class, "int8");
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerArrayType(Boolean.class, "bool");
    return jdbi;
  }

  /** Does something with the connection of this transaction. */
  public <T> T with(Function<Handle, T> work) {
    try (Handle handle = jdbi.open()) {
      return work.apply(handle);
    }
  }

  /** What is done by the driver's own calls. */
  public interface Calls<T> {
    T make(Connection connection) throws SQLException;
  }

  /**
   * Does something by the driver's own calls on that connection: for what is asked so often that
   * binding by name would cost as much as the statement.
   */
  public <T> T directly(Calls<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.make(connection);
    } catch (SQLException e) {
      throw new DatabaseOutage(e);
    }
  }

  /** The statement in the file {@code name.sql} beside the class. */
  public String text(Class<?> owner, String name) {
    return statements.computeIfAbsent(
        owner.getPackageName() + "/" + name, key -> resource(owner, name + ".sql"));
  }

  static String resource(Class<?> owner, String path) {
    try (InputStream in = owner.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no such statement: " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Byte strings as an array that a statement casts by {@code ::text[]::bytea[]}. */
  public static String[] bytes(Collection<byte[]> values) {
    return values.stream()
        .map(value -> "\\x" + HexFormat.of().formatHex(value))
        .toArray(String[]::new);
  }

  /** A time as PostgreSQL's driver takes it. */
  public static OffsetDateTime time(Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
