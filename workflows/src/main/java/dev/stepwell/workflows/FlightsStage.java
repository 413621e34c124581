package dev.stepwell.workflows;

import static dev.stepwell.workflows.FlightsWarehouse.DW;

import dev.stepwell.dsl.Day;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;

/** What the marts are made of: files, staged, and statements over them. Each may run again. */
final class FlightsStage {

  static final String[] CREATE = {
    "DROP TABLE IF EXISTS public.stage_flights",
    "DROP TABLE IF EXISTS public.stage_airports",
    "CREATE TABLE public.stage_flights (scheduled timestamp, delay integer, distance integer,"
        + " origin varchar(3), destination varchar(3))",
    "CREATE TABLE public.stage_airports (LIKE public.airports)"
  };

  static final String[] DROP = {
    "DROP TABLE IF EXISTS public.stage_flights", "DROP TABLE IF EXISTS public.stage_airports"
  };

  private static final String NEW_FLIGHTS =
      "(SELECT DISTINCT scheduled, delay, distance, origin, destination FROM public.stage_flights"
          + " WHERE delay BETWEEN -720 AND 720) f";

  private FlightsStage() {}

  static Task<Redshift.Statement> flights(Day day) {
    return DW.copy("public.stage_flights")
        .from(FlightsLake.LANDING.plus("flights/day=").plus(day).plus("/"))
        .iamRole(Text.deployed("CopyRoleArn"))
        .csvWithHeader()
        .replacingAll();
  }

  static Task<Redshift.Statement> airports() {
    return DW.copy("public.stage_airports")
        .from(FlightsLake.LANDING.plus("airports/"))
        .iamRole(Text.deployed("CopyRoleArn"))
        .csvWithHeader()
        .replacingAll();
  }

  static Task<Redshift.Statement> dimAirport() {
    return DW.batch(
        "DELETE FROM public.dim_airport",
        "INSERT INTO public.dim_airport SELECT iata, city, state FROM public.stage_airports");
  }

  static Task<Redshift.Statement> dimDay(Day day) {
    return DW.batch(
            "DELETE FROM public.dim_day WHERE flight_date = CAST(:day AS date)",
            "INSERT INTO public.dim_day SELECT CAST(:day AS date),"
                + " EXTRACT(dow FROM CAST(:day AS date)) IN (0, 6)")
        .with("day", day);
  }

  static Task<Redshift.Statement> dimRoute() {
    return DW.sql(
        "INSERT INTO public.dim_route SELECT s.origin, s.destination, min(s.distance)"
            + " FROM public.stage_flights s LEFT JOIN public.dim_route d"
            + " ON d.origin = s.origin AND d.destination = s.destination"
            + " WHERE d.origin IS NULL GROUP BY s.origin, s.destination");
  }

  /** Its rows say whether the day has been loaded before. */
  static Task<Redshift.Statement> loadedBefore(Day day) {
    return DW.sql(
            "SELECT 1 FROM public.fact_departures WHERE flight_date = CAST(:day AS date) LIMIT 1")
        .with("day", day);
  }

  static Task<Redshift.Statement> deleteDay(Day day) {
    return DW.batch(
            "DELETE FROM public.fact_departures WHERE flight_date = CAST(:day AS date)",
            "DELETE FROM public.fact_routes WHERE flight_date = CAST(:day AS date)")
        .with("day", day);
  }

  static Task<Redshift.Statement> departures(Day day) {
    return DW.sql(
            "INSERT INTO public.fact_departures"
                + " SELECT d.flight_date, a.state, d.weekend, count(*),"
                + " sum(CASE WHEN f.delay > 15 THEN 1 ELSE 0 END)"
                + " FROM "
                + NEW_FLIGHTS
                + " JOIN public.dim_airport a ON a.iata = f.origin"
                + " JOIN public.dim_day d ON d.flight_date = CAST(:day AS date)"
                + " GROUP BY d.flight_date, a.state, d.weekend")
        .with("day", day);
  }

  static Task<Redshift.Statement> routes(Day day) {
    return DW.sql(
            "INSERT INTO public.fact_routes"
                + " SELECT d.flight_date, r.origin, r.destination, d.weekend, count(*),"
                + " sum(r.distance)"
                + " FROM "
                + NEW_FLIGHTS
                + " JOIN public.dim_route r"
                + " ON r.origin = f.origin AND r.destination = f.destination"
                + " JOIN public.dim_day d ON d.flight_date = CAST(:day AS date)"
                + " GROUP BY d.flight_date, r.origin, r.destination, d.weekend")
        .with("day", day);
  }

  static Task<Redshift.Statement> log(Day day) {
    return DW.sql("INSERT INTO public.load_log VALUES (CAST(:day AS date), GETDATE())")
        .with("day", day);
  }
}
