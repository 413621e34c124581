package dev.stepwell.workflows;

import dev.stepwell.dsl.Asset;
import dev.stepwell.dsl.Day;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;

/** The tables of the warehouse and how they are filled. Every task may run again without harm. */
final class FlightsWarehouse {

  static final String WORKGROUP = "analytics";
  static final String DATABASE = "dw";
  static final Redshift DW = Redshift.serverless(WORKGROUP, DATABASE);

  static final Task<Redshift.Statement> CREATE_TABLES =
      DW.batch(ScriptText.of("flights_tables.sql").statements().toArray(String[]::new));

  static final Task<Redshift.Statement> COPY_AIRPORTS =
      DW.copy("public.airports")
          .from(FlightsLake.LANDING.plus("airports/"))
          .iamRole(Text.deployed("CopyRoleArn"))
          .csvWithHeader()
          .replacingAll();

  /** What waits for new flights in the warehouse may wait for this. */
  static final Asset FLIGHTS = Asset.of("redshift://" + WORKGROUP + "/" + DATABASE + "/flights");

  private FlightsWarehouse() {}

  /** Puts one day of the lake in place of that day in the warehouse. */
  static Task<Redshift.Statement> copyFlights(Day day) {
    return DW.copy("public.flights")
        .from(FlightsLake.LAKE.plus("flights/day=").plus(day).plus("/"))
        .iamRole(Text.deployed("CopyRoleArn"))
        .parquet()
        .replacing("flight_date", day);
  }
}
