package dev.carabiner.server.store;

import dev.carabiner.server.sessions.RotationLessons;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.util.Optional;

/// What providers have shown of their rotation.
final class LessonTable implements RotationLessons {
  private static final String FIND =
      """
      SELECT rotates FROM rotation_lessons WHERE provider = ?
      """;

  /// One rotation ever seen is the last word.
  private static final String NOTE =
      """
      INSERT INTO rotation_lessons (provider, rotates) VALUES (:provider, :rotates)
      ON CONFLICT (provider) DO UPDATE SET rotates = 1 WHERE excluded.rotates = 1
      """;

  private final Engine engine;

  LessonTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public boolean neverRotates(String provider) {
    return rotates(provider).filter(rotates -> !rotates).isPresent();
  }

  @Override
  public void note(String provider, boolean rotated) {
    var known = rotates(provider);
    if (known.isPresent() && (known.get() || !rotated)) return;
    engine.write(handle -> {
      try (var update = handle.createUpdate(NOTE)) {
        new Columns(update).text("provider", provider).flag("rotates", rotated);
        return update.execute();
      }
    });
  }

  private Optional<Boolean> rotates(String provider) {
    return engine.findRow(FIND, Row::flag, provider);
  }
}
