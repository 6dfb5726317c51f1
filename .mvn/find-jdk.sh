# POSIX sh, to be sourced. Finds a JDK of version 25 or newer and exports JAVA_HOME; without one it prints one line on
# standard error and exits with code 2.
#
# A JAVA_HOME that is new enough is taken as it is. Otherwise the lowest sufficient version among PATH and the usual
# install folders wins, because the incubating Vector API may change in a later one; PATH comes first among equals.
# Versions are read from the JDK's `release` file, so that no JVM has to be started.

tapehead_jdk_minimum=25

# Sets `tapehead_major` to the feature version of the JDK in folder $1; fails when there is no complete JDK.
tapehead_jdk_major() {
  tapehead_major=
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    tapehead_major=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" | head -n 1)
  fi
  if [ -z "$tapehead_major" ]; then
    tapehead_major=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p' | head -n 1)
  fi
  [ -n "$tapehead_major" ]
}

# Keeps folder $1 as the best one so far if its version is sufficient and lower than the best one's.
tapehead_jdk_consider() {
  tapehead_jdk_major "$1" || return 0
  [ "$tapehead_major" -ge "$tapehead_jdk_minimum" ] || return 0
  if [ -z "$tapehead_best" ] || [ "$tapehead_major" -lt "$tapehead_best_major" ]; then
    tapehead_best=$1
    tapehead_best_major=$tapehead_major
  fi
}

# The JDK folder behind the command $1 on PATH, symbolic links resolved (as far as ls can show them).
tapehead_jdk_of_command() {
  tapehead_file=$(command -v "$1" 2>/dev/null) || return 1
  while [ -L "$tapehead_file" ]; do
    tapehead_link=$(ls -ld "$tapehead_file")
    tapehead_link=${tapehead_link#*" -> "}
    case $tapehead_link in
      /*) tapehead_file=$tapehead_link ;;
      *) tapehead_file=$(dirname "$tapehead_file")/$tapehead_link ;;
    esac
  done
  (cd "$(dirname "$tapehead_file")/.." 2>/dev/null && pwd -P)
}

tapehead_find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && tapehead_jdk_major "$JAVA_HOME" \
    && [ "$tapehead_major" -ge "$tapehead_jdk_minimum" ]; then
    export JAVA_HOME
    return 0
  fi

  tapehead_best=
  tapehead_best_major=
  for tapehead_command in javac java; do
    if tapehead_home=$(tapehead_jdk_of_command "$tapehead_command"); then
      tapehead_jdk_consider "$tapehead_home"
    fi
  done
  for tapehead_home in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /usr/local/*jdk* \
    /opt/*jdk* /opt/*java* /opt/java/* /opt/jdk/* /opt/jvm/* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
    "${HOME:-/nonexistent}"/.asdf/installs/java/* "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* \
    "${HOME:-/nonexistent}"/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /opt/homebrew/opt/openjdk* \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*; do
    tapehead_jdk_consider "$tapehead_home"
  done

  if [ -z "$tapehead_best" ]; then
    echo "tapehead: needs a JDK $tapehead_jdk_minimum or newer; none found in JAVA_HOME, PATH or the usual folders." \
      "Install one, e.g. Eclipse Temurin 25 (adoptium.net) or 'apt install openjdk-25-jdk', or set JAVA_HOME." >&2
    exit 2
  fi
  JAVA_HOME=$tapehead_best
  export JAVA_HOME
}

tapehead_find_jdk
