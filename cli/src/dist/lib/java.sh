# Finds a Java runtime; read by both launchers with `.`. POSIX sh.

java_wanted=25

# java_feature HOME: the feature version of the Java in HOME, without starting it where it says so itself
java_feature() {
  [ -x "$1/bin/java" ] || return 1
  feature=
  if [ -r "$1/release" ]; then
    feature=$(sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release")
  fi
  if [ -z "$feature" ]; then
    feature=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9][0-9]*\).*/\1/p' | head -n 1)
  fi
  [ -n "$feature" ] && echo "$feature"
}

# java_fits HOME TOOL: whether HOME holds a Java that is new enough and has bin/TOOL
java_fits() {
  [ -n "$1" ] && [ -x "$1/bin/$2" ] && found=$(java_feature "$1") && [ "$found" -ge "$java_wanted" ]
}

# java_home TOOL: prints the first home that fits: what the environment names, the PATH, the usual places
java_home() {
  on_path=$(command -v "$1" 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null) || on_path=
  for home in "${CARABINER_JAVA_HOME:-}" "${JAVA_HOME:-}" "${on_path%/bin/*}" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* /usr/local/openjdk* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.local/share/mise/installs/java/* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if java_fits "$home" "$1"; then
      echo "$home"
      return 0
    fi
  done
  return 1
}

# as_root: the word before a command that needs root's rights
as_root() {
  [ "$(id -u)" = 0 ] || echo "sudo "
}

# java_advice: one line to paste that installs a JDK on this system
java_advice() {
  any_system='curl -s https://get.sdkman.io | bash && . "$HOME/.sdkman/bin/sdkman-init.sh" && sdk install java'
  sudo=$(as_root)
  if command -v apt-get >/dev/null 2>&1; then
    for package in "openjdk-$java_wanted-jdk" "temurin-$java_wanted-jdk"; do
      if apt-cache show "$package" >/dev/null 2>&1; then
        echo "${sudo}apt-get install -y $package"
        return
      fi
    done
    echo "${sudo}apt-get install -y curl zip unzip && $any_system"
  elif command -v dnf >/dev/null 2>&1; then
    echo "${sudo}dnf install -y java-$java_wanted-openjdk-devel"
  elif command -v zypper >/dev/null 2>&1; then
    echo "${sudo}zypper install -y java-$java_wanted-openjdk-devel"
  elif command -v apk >/dev/null 2>&1; then
    echo "${sudo}apk add openjdk$java_wanted"
  elif command -v brew >/dev/null 2>&1; then
    echo "brew install openjdk@$java_wanted"
  else
    echo "$any_system"
  fi
}

# java_or_advice TOOL: sets java to the home that fits, or says how to get one and ends
java_or_advice() {
  java=$(java_home "$1") || {
    echo "carabiner: needs Java $java_wanted or newer, and found none in JAVA_HOME, on the PATH or where systems keep theirs. This line installs one:" >&2
    java_advice >&2
    exit 1
  }
}

# run_main CLASS_PATH ARGUMENT...: becomes the program
run_main() {
  class_path=$1
  shift
  # memory holds keys and tokens: it is not dumped, and nobody attaches to it
  ulimit -c 0 2>/dev/null || :
  exec "$java/bin/java" -Xmx512m -XX:+ExitOnOutOfMemoryError -XX:+DisableAttachMechanism \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Xlog:disable -Xlog:all=warning:stderr \
    -cp "$class_path" dev.carabiner.cli.Main "$@"
}
