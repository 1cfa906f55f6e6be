#!/bin/sh
# Writes secrets.env and postgres.env beside itself, or into the folder that is given, with new random secrets. Leaves
# those that are there alone: losing ENCRYPTION_KEYS means losing what was encrypted with them.
set -eu
folder="${1:-$(dirname "$0")}"
for file in "$folder/secrets.env" "$folder/postgres.env"; do
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
END
cat > "$folder/postgres.env" <<END
POSTGRES_USER=realname
POSTGRES_DB=realname
POSTGRES_PASSWORD=$password
END
