-- The two roles and the database, once, as the superuser of a PostgreSQL server of one's own:
--     psql -v owner_password=... -v app_password=... -f deploy/roles.sql
-- The owner makes and changes the tables. The application may neither, and cannot change events.

CREATE ROLE kompas_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE kompas_app LOGIN PASSWORD :'app_password';

-- Errors are told to whoever sent the statement, and not kept in the server's log: they repeat values.
ALTER ROLE kompas_owner SET log_min_messages = fatal;
ALTER ROLE kompas_owner SET log_min_error_statement = panic;
ALTER ROLE kompas_owner SET random_page_cost = 1.1;
ALTER ROLE kompas_app SET log_min_messages = fatal;
ALTER ROLE kompas_app SET log_min_error_statement = panic;
ALTER ROLE kompas_app SET random_page_cost = 1.1;

CREATE DATABASE kompas OWNER kompas_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
