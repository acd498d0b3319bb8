# the passwords come from the environment, and lie in memory only
umask 077
printf '"atende_app_login" "%s"\n"atende_system_login" "%s"\n' "$APP_PASSWORD" "$SYSTEM_PASSWORD" >/run/pgbouncer/users.txt
exec /usr/sbin/pgbouncer /etc/pgbouncer/pgbouncer.ini
