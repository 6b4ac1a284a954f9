package dev.carabiner.server.console.parts;

/// The console's drawings, on a 16 × 16 grid, as the data of one stroked SVG path.
public enum Icon {
  ALERT("M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M8 4.9v3.6M8 10.9v.1"),
  ARROWS("M3 5.5h9.5M10 3l2.5 2.5M13 10.5H3.5M6 13l-2.5-2.5"),
  CHECK("M3 8.5l3.3 3.2L13 4.7"),
  CHEVRON_DOWN("M3.5 6L8 10.5 12.5 6"),
  CHEVRON_RIGHT("M6 3.5L10.5 8 6 12.5"),
  CHIP(
      "M4.3 4.3h7.4v7.4H4.3zM6.3 1.9v2.4M9.7 1.9v2.4M6.3 11.7v2.4M9.7 11.7v2.4M1.9 6.3h2.4M1.9 9.7h2.4M11.7 6.3h2.4M11.7 9.7h2.4"),
  CLOCK("M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M8 4.8v3.4l2 1.3"),
  COPY("M5.8 5.8h7.7v7.7H5.8zM10.3 5.6V2.5H2.5v7.8h3.1"),
  CROSS("M4.5 4.5l7 7M11.5 4.5l-7 7"),
  DASH("M4 8h8"),
  DOTS("M3.5 8h.1M8 8h.1M12.5 8h.1"),
  EXTERNAL("M9.2 2.7h4.1v4.1M13.2 2.8L7.7 8.3M11.8 9.3v4H2.7V4.2h4"),
  FILE("M3.8 1.9h5.4l3 2.9v9.3H3.8zM9 2v3h3.1"),
  GLOBE(
      "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M2.1 8h11.8M8 2c1.7 1.7 2.5 3.7 2.5 6S9.7 12.3 8 14C6.3 12.3 5.5 10.3 5.5 8S6.3 3.7 8 2"),
  GRID("M2.5 2.5h4.3v4.3H2.5zM9.2 2.5h4.3v4.3H9.2zM2.5 9.2h4.3v4.3H2.5zM9.2 9.2h4.3v4.3H9.2z"),
  HOME("M2.5 7.2L8 2.5l5.5 4.7v6.3h-3.7V9.7H6.2v3.8H2.5z"),
  INFO("M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M8 7.5v3.4M8 5.1v.1"),
  KEY("M4.9 8.3a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 1 0 0-5.6M7 9.1l6.5-6.5M10.9 5.2l2 2"),
  LEAVE("M9.5 5V2.8H3v10.4h6.5V11M6.5 8h7M11.3 5.8L13.5 8l-2.2 2.2"),
  LINK(
      "M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2.3-2.3A2.6 2.6 0 0 0 9 3.3l-.9.9M9.3 6.7a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l.9-.9"),
  LIST("M6 3.5h8M6 8h8M6 12.5h8M2.4 3.5h.1M2.4 8h.1M2.4 12.5h.1"),
  LOCK("M3.5 7.2h9v6.3h-9zM5.3 7V5a2.7 2.7 0 0 1 5.4 0v2"),
  MENU("M2.5 4.2h11M2.5 8h11M2.5 11.8h11"),
  PERSON(
      "M8 2.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 1 0 0-5.6M2.8 13.8c.5-2.6 2.5-4 5.2-4s4.7 1.4 5.2 4"),
  PLUS("M8 3v10M3 8h10"),
  REFRESH(
      "M13.3 6.5A5.5 5.5 0 0 0 3.5 5M2.7 9.5a5.5 5.5 0 0 0 9.8 1.5M3.3 2.2V5H6M12.7 13.8V11H10"),
  SEARCH("M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9M10.4 10.4l3.3 3.3"),
  SEND("M13.8 2.2L2 6.6l5 2.4 2.4 5zM7 9l3.2-3.2"),
  SLIDERS(
      "M2 4.5h6.8M12.6 4.5H14M2 11.5h1.4M7.2 11.5H14M10.7 2.8a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 1 0 0-3.4M5.3 9.8a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 1 0 0-3.4"),
  TRIANGLE("M8 2.3l6.2 11.2H1.8zM8 6.6v3.2M8 11.6v.1");

  private final String path;

  Icon(String path) {
    this.path = path;
  }

  /// The path's data.
  public String path() {
    return path;
  }
}
