package dev.carabiner.compat;

import java.util.List;

/// Texts that would run a script if a page took them for markup: each sets `pwned`.
final class Payloads {
  /// What a text may have to get out of first.
  private static final List<String> EXITS =
      List.of("", "\">", "'>", "--></title></style></script>", "</textarea></option></td>");

  private static final List<String> DEEDS =
      List.of(
          "<script>pwned=1</script>",
          "<script src=data:,pwned=1></script>",
          "<scr<script>ipt>pwned=1</scr</script>ipt>",
          "<ScRiPt>pwned=1</sCrIpT>",
          "<script\t>pwned=1</script\n>",
          "<img src=x onerror=pwned=1>",
          "<IMG SRC=x OnErRoR=pwned=1>",
          "<img/src=x/onerror=pwned=1>",
          "<img src=x onerror\n=\npwned=1>",
          "<svg onload=pwned=1>",
          "<svg/onload=pwned=1//",
          "<svg><script>pwned=1</script></svg>",
          "<svg><animate onbegin=pwned=1 attributeName=x dur=1s>",
          "<svg><a xlink:href=javascript:pwned=1>x</a></svg>",
          "<body onload=pwned=1>",
          "<iframe srcdoc='<script>parent.pwned=1</script>'>",
          "<iframe src=javascript:parent.pwned=1>",
          "<object data=javascript:pwned=1>",
          "<embed src=javascript:pwned=1>",
          "<details open ontoggle=pwned=1>x",
          "<video><source onerror=pwned=1></video>",
          "<audio src onerror=pwned=1>",
          "<input autofocus onfocus=pwned=1>",
          "<select autofocus onfocus=pwned=1>",
          "<b style=animation:x onanimationstart=pwned=1>",
          "<b tabindex=0 autofocus onfocus=pwned=1>x",
          "<marquee onstart=pwned=1>x",
          "<math><mtext><img src=x onerror=pwned=1>",
          "<noscript><p title='</noscript><img src=x onerror=pwned=1>'>",
          "<style>@import'x'</style><img src=x onerror=pwned=1>",
          "<link rel=stylesheet href=x onerror=pwned=1>",
          "<a href=javascript:pwned=1 id=go>go</a>",
          "<a href='java&#10;script:pwned=1'>go</a>",
          "<form action=javascript:pwned=1><button>go</button></form>",
          "<button formaction=javascript:pwned=1>go</button>",
          "<p hx-get=/console hx-trigger=load hx-on::after-request=pwned=1>x",
          "<p data-hx-on--load=pwned=1>x",
          " onmouseover=pwned=1 autofocus onfocus=pwned=1 ",
          "{{constructor.constructor('pwned=1')()}}${pwned=1}<%=pwned=1%>",
          "javascript:pwned=1//&lt;script&gt;pwned=1&lt;/script&gt;%3Cscript%3Epwned=1%3C/script%3E");

  private Payloads() {}

  /// Each deed after each exit.
  static List<String> all() {
    return EXITS.stream().flatMap(exit -> DEEDS.stream().map(deed -> exit + deed)).toList();
  }
}
