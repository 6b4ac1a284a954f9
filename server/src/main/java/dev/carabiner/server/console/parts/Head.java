package dev.carabiner.server.console.parts;

import java.util.List;
import java.util.Optional;

/// The head of a page: the way here, the title, one sentence, at most two buttons. Immutable: the
/// methods give a changed copy.
public record Head(
    String title, String said, List<Crumb> crumbs, Optional<Mark> mark, List<Button> buttons) {
  public Head {
    crumbs = List.copyOf(crumbs);
    buttons = List.copyOf(buttons);
  }

  public static Head of(String title, String said) {
    return new Head(title, said, List.of(), Optional.empty(), List.of());
  }

  public Head below(Crumb... way) {
    return new Head(title, said, List.of(way), mark, buttons);
  }

  public Head with(Mark before) {
    return new Head(title, said, crumbs, Optional.of(before), buttons);
  }

  public Head with(Button... acts) {
    return new Head(title, said, crumbs, mark, List.of(acts));
  }
}
