package dev.carabiner.server.connect.pages;

/// The drawings of these pages, on a 16 × 16 grid, as the data of one stroked SVG path.
public enum Icon {
  CHECK("M3.5 8.5l3 3 6-7"),
  CLOCK("M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8M8 4.6v3.6l2.2 1.4"),
  DASH("M4 8h8"),
  PERSON(
      "M8 2.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 1 0 0-5.6M2.8 13.8c.5-2.6 2.5-4 5.2-4s4.7 1.4 5.2 4"),
  QUESTION("M5.4 5.6a2.6 2.6 0 1 1 3.9 2.3c-.9.5-1.3 1-1.3 2M8 13v.1"),
  SWAP("M2.5 5.5h10M10 3l2.5 2.5M13.5 10.5h-10M6 13l-2.5-2.5"),
  TRIANGLE("M8 2.2l6.3 11.3H1.7zM8 6.5v3.3M8 11.7v.1");

  private final String path;

  Icon(String path) {
    this.path = path;
  }

  /// The path's data.
  public String path() {
    return path;
  }
}
