package dev.carabiner.server.store.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// Makes the pool's connections. While the server cannot be reached it goes on trying, so that the
/// pool does not: its pauses grow to five seconds, and by so much an outage would last longer.
final class Connecting implements DataSource {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final String url;
  private final Properties properties;
  private final Timeline timeline;
  private volatile boolean persistent;

  Connecting(String url, Properties properties, Timeline timeline) {
    this.url = url;
    this.properties = properties;
    this.timeline = timeline;
  }

  /// From now on a server that cannot be reached is no failure but waited for.
  void persist() {
    persistent = true;
  }

  /// Waits for the server if that was asked for.
  ///
  /// @throws SQLException when the server refuses us, cannot be reached, or an interrupt asks to
  ///   stop
  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      try {
        return connect();
      } catch (SQLException failed) {
        if (!persistent || !PostgresTrouble.isOfTheWay(failed) || !paused()) throw failed;
      }
    }
  }

  private Connection connect() throws SQLException {
    var connection = DriverManager.getConnection(url, properties);
    try {
      timeline.look(connection);
      return connection;
    } catch (SQLException failed) {
      connection.close();
      throw failed;
    }
  }

  /// @return false when this thread is asked to stop
  private static boolean paused() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  /// The address says how long that may take.
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
