package dev.carabiner.server.console;

import dev.carabiner.server.console.parts.Icon;
import java.util.Arrays;
import java.util.List;

/// What the side bar leads to. A place that no page answers is left out.
public enum Nav {
  OVERVIEW(Group.FIRST, Icon.HOME, "Overview", "/console"),
  SESSIONS(Group.FIRST, Icon.LINK, "Sessions", "/console/sessions"),
  APPS(Group.FIRST, Icon.GRID, "Apps", "/console/apps"),
  PROVIDERS(Group.FIRST, Icon.GLOBE, "Providers", "/console/providers"),
  CLIENTS(Group.PROGRAMS, Icon.CHIP, "Machine clients", "/console/clients"),
  WEBHOOKS(Group.PROGRAMS, Icon.SEND, "Webhooks", "/console/webhooks"),
  AUDIT(Group.INSTALLATION, Icon.LIST, "Audit log", "/console/audit"),
  KEYS(Group.INSTALLATION, Icon.KEY, "Keys", "/console/keys"),
  OPERATORS(Group.INSTALLATION, Icon.PERSON, "Operators", "/console/operators"),
  SETTINGS(Group.INSTALLATION, Icon.SLIDERS, "Settings", "/console/settings"),
  ABOUT(Group.INSTALLATION, Icon.INFO, "About", "/console/about"),
  /// Pages that the side bar does not name: the operator's own.
  NOWHERE(Group.NONE, Icon.PERSON, "", "/console/profile");

  /// The groups of the side bar, each with its title.
  public enum Group {
    FIRST(""),
    PROGRAMS("Programs"),
    INSTALLATION("Installation"),
    NONE("");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  private final Group group;
  private final Icon icon;
  private final String words;
  private final String path;

  Nav(Group group, Icon icon, String words, String path) {
    this.group = group;
    this.icon = icon;
    this.words = words;
    this.path = path;
  }

  /// The groups that the side bar shows.
  public static List<Group> groups() {
    return List.of(Group.FIRST, Group.PROGRAMS, Group.INSTALLATION);
  }

  /// The places of a group, in order.
  public static List<Nav> of(Group group) {
    return Arrays.stream(values()).filter(nav -> nav.group == group).toList();
  }

  public Icon icon() {
    return icon;
  }

  public String words() {
    return words;
  }

  public String path() {
    return path;
  }
}
