-- Tables of the warehouse. Redshift; each statement may run again without harm.

-- One row per flight. Nearly every question asks for a range of days, so days sort the table.
CREATE TABLE IF NOT EXISTS public.flights (
  flight_date date NOT NULL,
  scheduled timestamp NOT NULL,
  delay integer NOT NULL,
  distance integer NOT NULL,
  origin varchar(3) NOT NULL,
  destination varchar(3) NOT NULL
)
DISTSTYLE AUTO
SORTKEY (flight_date, scheduled);

-- Small and joined to everything: every node keeps a copy.
CREATE TABLE IF NOT EXISTS public.airports (
  iata varchar(4) NOT NULL,
  name varchar(100) NOT NULL,
  city varchar(100),
  state varchar(2),
  country varchar(40),
  latitude double precision,
  longitude double precision
)
DISTSTYLE ALL;
