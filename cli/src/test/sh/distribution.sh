#!/bin/sh
# distribution.sh ARCHIVE: unpacks a distribution elsewhere and runs its server with the example settings, on ports of its own.
set -eu
archive=$1
folder=$(mktemp -d)
sandbox=
server=
finish() {
  for process in $server $sandbox; do kill "$process" 2>/dev/null || :; done
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM

fail() {
  echo "distribution: $1" >&2
  for log in "$folder"/*.log; do sed 's/^/  /' "$log" >&2; done
  exit 1
}

# await ADDRESS: until it answers 200
await() {
  tries=0
  until curl -fsS -o /dev/null "$1" 2>/dev/null; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || fail "$1 does not answer"
    sleep 0.2
  done
}

# text NAME: the text of that member of the JSON object on standard input
text() {
  sed "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/"
}

tar -xzf "$archive" -C "$folder"
home=$(echo "$folder"/carabiner-*)
cd "$folder"
"$home/bin/carabiner" version | grep -q '^carabiner [0-9]' || fail "bin/carabiner version says something else"

first=$((20000 + $$ % 20000))
url=http://127.0.0.1:$first
provider=http://127.0.0.1:$((first + 2))
sed -e "s/:8080/:$first/" -e "s/:8081/:$((first + 1))/" -e "s/:8090/:$((first + 2))/" \
  -e 's/^    callback-url:/    linking: open\n&/' "$home/carabiner.yaml" >carabiner.yaml
BACKEND_SECRET=$(od -An -N20 -tx1 /dev/urandom | tr -d ' \n')
export BACKEND_SECRET
"$home/bin/carabiner" sandbox --auto --port $((first + 2)) >sandbox.log 2>&1 &
sandbox=$!
"$home/bin/carabiner" serve >server.log 2>&1 &
server=$!
await "$provider/"
await "http://127.0.0.1:$((first + 1))/health/ready"

token=$(curl -fsS -u "5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e:$BACKEND_SECRET" -d grant_type=client_credentials \
  -d "audience=$url/api" "$url/oauth2/token" | text access_token)
answer=$(curl -fsS -H "Authorization: Bearer $token" "$url/api/v1/connected_apps/auth_url?key_code_ref=sandbox&user_id=ada")
session=$(echo "$answer" | text session_id)
curl -fsSL -c cookies -b cookies -o page.html "$(echo "$answer" | text url)" || fail "the connection is not made"
curl -fsS -H "Authorization: Bearer $token" "$url/api/v1/connected_apps/token?session_id=$session" |
  grep -q '"access_token":"sandbox_' || fail "no access token of the connection"

kill -TERM "$server"
wait "$server" || fail "the server ended with $? on SIGTERM"
server=
if grep -q "$BACKEND_SECRET\|$token" server.log; then fail "the log holds a secret"; fi
echo "distribution: $(basename "$archive") runs"
