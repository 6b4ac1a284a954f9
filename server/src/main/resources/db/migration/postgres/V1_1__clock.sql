-- The statement clock in milliseconds: unlike the transaction's, it moves on while a statement waits for a row.
CREATE FUNCTION clock_ms() RETURNS BIGINT LANGUAGE SQL VOLATILE
  AS 'SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)';
