#!/bin/sh
# Writes secrets.env, postgres.env, source.env, witness-1.env and witness-2.env next to itself, or into the given folder,
# with new random secrets. Keeps existing files: losing ENCRYPTION_KEYS means losing the data that was encrypted with them.
set -eu
folder="${1:-$(dirname "$0")}"
for name in secrets postgres source witness-1 witness-2; do
  if [ -e "$folder/$name.env" ]; then
    echo "$folder/$name.env is there already." >&2
    exit 1
  fi
done
umask 077
password=$(openssl rand -hex 24)
private_key() { openssl genpkey -algorithm ed25519 -outform DER | openssl base64 -A; }
# A C2SP verifier key: name, type of signature (1: of a log, 4: of a witness), private key.
verifier_key() {
  typed_key() { printf "\\$2"; printf %s "$3" | openssl base64 -d -A | openssl pkey -inform DER -pubout -outform DER | tail -c 32; }
  id=$( { printf '%s\n' "$1"; typed_key "$@"; } | openssl dgst -sha256 -r | cut -c 1-8)
  printf '%s+%s+%s' "$1" "$id" "$(typed_key "$@" | openssl base64 -A)"
}
log_key=$(private_key)
# Its name is host and port of PUBLIC_URL in service.env.
log=$(verifier_key localhost:8080/log 001 "$log_key")
witnesses=
for n in 1 2; do
  key=$(private_key)
  cat > "$folder/witness-$n.env" <<END
WITNESS_NAME=witness-$n
WITNESS_KEY=$key
WITNESS_LOGS=$log
END
  witnesses="$witnesses,$(verifier_key "witness-$n" 004 "$key") http://witness-$n:4020/"
done
cat > "$folder/secrets.env" <<END
DATABASE_URL=postgres://realname:$password@postgres/realname
ENCRYPTION_KEYS=k1:$(openssl rand -base64 32)
LOG_KEY=$log_key
LOG_WITNESSES=${witnesses#,}
LOG_WITNESS_QUORUM=2
END
cat > "$folder/postgres.env" <<END
POSTGRES_USER=realname
POSTGRES_DB=realname
POSTGRES_PASSWORD=$password
END
cat > "$folder/source.env" <<END
LINKID_SOURCE_TOKEN=$(openssl rand -hex 32)
END
