#!/bin/sh
# Writes secrets.env, postgres.env and source.env next to itself, or into the given folder, with new random secrets. Keeps existing
# files: losing ENCRYPTION_KEYS means losing the data that was encrypted with them.
set -eu
folder="${1:-$(dirname "$0")}"
for file in "$folder/secrets.env" "$folder/postgres.env" "$folder/source.env"; do
  if [ -e "$file" ]; then
    echo "$file is there already." >&2
    exit 1
  fi
done
umask 077
password=$(openssl rand -hex 24)
cat > "$folder/secrets.env" <<END
DATABASE_URL=postgres://realname:$password@postgres/realname
ENCRYPTION_KEYS=k1:$(openssl rand -base64 32)
LOG_KEY=$(openssl genpkey -algorithm ed25519 -outform DER | openssl base64 -A)
END
cat > "$folder/postgres.env" <<END
POSTGRES_USER=realname
POSTGRES_DB=realname
POSTGRES_PASSWORD=$password
END
cat > "$folder/source.env" <<END
LINKID_SOURCE_TOKEN=$(openssl rand -hex 32)
END
