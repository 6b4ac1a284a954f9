package dev.carabiner.server.console.sessions;

import dev.carabiner.server.console.Visit;
import dev.carabiner.server.console.parts.Plot;
import dev.carabiner.server.console.parts.Work;
import dev.carabiner.server.sessions.PageCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// How far an act on many sessions is, as its form carries it from one part to the next. What
/// stands there is shown and decides nothing but where to go on.
///
/// @param all how many there were at the beginning
/// @param done so far
/// @param missed of those, how many it did not work for
/// @param after where the part before ended
record Stretch(Extent all, long done, long missed, Optional<PageCursor> after, Instant begun) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");

  /// What the visit's form carries; with the first part, nothing is done yet.
  static Stretch of(Visit visit, Supplier<Extent> all) {
    var form = visit.form();
    var after = form.one("after").flatMap(PageCursor::parse);
    if (after.isEmpty()) return new Stretch(all.get(), 0, 0, Optional.empty(), visit.now());
    return new Stretch(
        new Extent(number(visit, "all"), form.one("exact").isPresent()),
        number(visit, "done"),
        number(visit, "missed"),
        after,
        Instant.ofEpochMilli(number(visit, "begun") * 1000));
  }

  private static long number(Visit visit, String name) {
    return visit
        .form()
        .one(name)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(Long::parseLong)
        .orElse(0L);
  }

  Stretch further(long more, long notDone, Optional<PageCursor> next) {
    return new Stretch(all, done + more, missed + notDone, next, begun);
  }

  /// What the form has to carry on, beside what else it sends.
  Map<String, String> fields(Map<String, String> further) {
    var fields = new LinkedHashMap<>(further);
    fields.put("all", Long.toString(all.amount()));
    if (all.exact()) fields.put("exact", "1");
    fields.put("done", Long.toString(done));
    fields.put("missed", Long.toString(missed));
    fields.put("begun", Long.toString(begun.getEpochSecond()));
    after.ifPresent(place -> fields.put("after", place.text()));
    return fields;
  }

  /// @param otherwise what became of those that it did not work for
  Work work(String otherwise, Instant now) {
    var most = Math.max(all.amount(), done);
    var told = Plot.grouped(done) + " of " + all.of("").strip().replaceFirst("s$", "").strip();
    return new Work(
        "On the way",
        all.exact() ? left(most, now) : "",
        done,
        most,
        told + " done" + (missed == 0 ? "" : ", " + Plot.grouped(missed) + " " + otherwise));
  }

  private String left(long most, Instant now) {
    var gone = Duration.between(begun, now);
    if (done == 0 || gone.isNegative() || gone.toSeconds() < 2) return "";
    return "about " + Say.span(gone.multipliedBy(most - done).dividedBy(done)) + " left";
  }
}
