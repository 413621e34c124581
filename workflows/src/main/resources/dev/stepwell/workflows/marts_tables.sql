-- Tables of the marts. Redshift; each statement may run again without harm.

CREATE TABLE IF NOT EXISTS public.dim_airport (
  iata varchar(4) NOT NULL,
  city varchar(100),
  state varchar(2)
)
DISTSTYLE ALL;

CREATE TABLE IF NOT EXISTS public.dim_day (
  flight_date date NOT NULL,
  weekend boolean NOT NULL
)
DISTSTYLE ALL;

CREATE TABLE IF NOT EXISTS public.dim_route (
  origin varchar(3) NOT NULL,
  destination varchar(3) NOT NULL,
  distance integer NOT NULL
)
DISTSTYLE ALL;

CREATE TABLE IF NOT EXISTS public.fact_departures (
  flight_date date NOT NULL,
  state varchar(2),
  weekend boolean NOT NULL,
  flights integer NOT NULL,
  late integer NOT NULL
)
DISTSTYLE AUTO
SORTKEY (flight_date);

CREATE TABLE IF NOT EXISTS public.fact_routes (
  flight_date date NOT NULL,
  origin varchar(3) NOT NULL,
  destination varchar(3) NOT NULL,
  weekend boolean NOT NULL,
  flights integer NOT NULL,
  miles bigint NOT NULL
)
DISTSTYLE AUTO
SORTKEY (flight_date);

-- One row a load, whatever became of it.
CREATE TABLE IF NOT EXISTS public.load_log (
  flight_date date NOT NULL,
  ended timestamp NOT NULL
)
DISTSTYLE AUTO;
