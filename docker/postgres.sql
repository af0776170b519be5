-- A database for each part that needs one, owned by a user of the same name. For a laptop: the password is the name.
CREATE USER catalog PASSWORD 'catalog';
CREATE DATABASE catalog OWNER catalog;
CREATE USER ml PASSWORD 'ml';
CREATE DATABASE ml OWNER ml;
CREATE USER keycloak PASSWORD 'keycloak';
CREATE DATABASE keycloak OWNER keycloak;
