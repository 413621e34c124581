package dev.stepwell.lambdas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartitionPlannerTest {
  private static final LocalDate DAY = LocalDate.parse("2001-01-03");

  @Test
  void countsTheFilesOfEveryHourInOrder() {
    Plan plan =
        plan(
            "flights/day=2001-01-03/hour=10/a.csv",
            "flights/day=2001-01-03/hour=08/b.csv",
            "flights/day=2001-01-03/hour=08/a.csv",
            "flights/day=2001-01-04/hour=00/a.csv");

    assertThat(plan)
        .isEqualTo(
            new Plan(
                DAY,
                List.of(
                    new Partition("day=2001-01-03/hour=08", 8, 2),
                    new Partition("day=2001-01-03/hour=10", 10, 1))));
  }

  @Test
  void sortsByHourAndNotByText() {
    assertThat(
            plan(
                    "flights/day=2001-01-03/hour=10/a.csv",
                    "flights/day=2001-01-03/hour=9/a.csv",
                    "flights/day=2001-01-03/hour=09/a.csv")
                .partitions())
        .extracting(Partition::path)
        .containsExactly(
            "day=2001-01-03/hour=09", "day=2001-01-03/hour=9", "day=2001-01-03/hour=10");
  }

  @Test
  void leavesOutMarkersAndHiddenFiles() {
    assertThat(
            plan(
                    "flights/day=2001-01-03/",
                    "flights/day=2001-01-03/_SUCCESS",
                    "flights/day=2001-01-03/hour=07/",
                    "flights/day=2001-01-03/hour=08/.part.crc",
                    "flights/day=2001-01-03/hour=08/a.csv")
                .partitions())
        .containsExactly(new Partition("day=2001-01-03/hour=08", 8, 1));
  }

  @Test
  void refusesADayWithoutFilesAndNamesTheDaysThatAreThere() {
    assertThatThrownBy(
            () ->
                plan(
                    "flights/day=2001-01-01/hour=00/a.csv",
                    "flights/day=2001-01-02/hour=00/a.csv",
                    "flights/notes/readme.txt"))
        .isInstanceOf(NoPartitionsException.class)
        .hasMessage(
            "no files for day 2001-01-03 below s3://landing/flights/day=2001-01-03/;"
                + " days present: 2001-01-01, 2001-01-02");
  }

  @Test
  void namesOnlyTheNearestOfManyDays() {
    String[] keys =
        IntStream.rangeClosed(10, 30)
            .mapToObj("flights/day=2001-01-%d/hour=00/a.csv"::formatted)
            .toArray(String[]::new);

    assertThatThrownBy(() -> plan(keys))
        .hasMessageEndingWith(
            "; nearest of the 21 days present:"
                + " 2001-01-10, 2001-01-11, 2001-01-12, 2001-01-13, 2001-01-14");
  }

  @Test
  void saysThatThereIsNoDayAtAll() {
    assertThatThrownBy(() -> plan("flight/day=2001-01-03/hour=00/a.csv"))
        .isInstanceOf(NoPartitionsException.class)
        .hasMessageEndingWith(
            "there is no day=YYYY-MM-DD/ folder below s3://landing/flights/ at all;"
                + " check bucket and prefix");
  }

  @Test
  void refusesFilesOutsideOfAnHour() {
    assertThatThrownBy(
            () ->
                plan(
                    "flights/day=2001-01-03/hour=08/a.csv",
                    "flights/day=2001-01-03/hour=24/a.csv",
                    "flights/day=2001-01-03/late.csv"))
        .isInstanceOf(MisplacedFilesException.class)
        .hasMessageContaining(
            "flights/day=2001-01-03/hour=24/a.csv, flights/day=2001-01-03/late.csv;");
  }

  @Test
  void refusesFilesWithoutAByte() {
    FakeLister lister =
        new FakeLister(
            List.of(
                "flights/day=2001-01-03/hour=08/_SUCCESS",
                "flights/day=2001-01-03/hour=08/a.csv",
                "flights/day=2001-01-03/hour=09/b.csv"),
            0);

    assertThatThrownBy(
            () -> new PartitionPlanner(lister).plan(new PlanRequest("landing", "flights", DAY)))
        .isInstanceOf(EmptyFilesException.class)
        .hasMessageContaining(
            ": flights/day=2001-01-03/hour=08/a.csv, flights/day=2001-01-03/hour=09/b.csv;");
  }

  @Test
  void readsAWholeBucketWhenThePrefixIsEmpty() {
    Plan plan =
        new PartitionPlanner(new FakeLister(List.of("day=2001-01-03/hour=00/a.csv")))
            .plan(new PlanRequest("landing", "", DAY));

    assertThat(plan.partitions()).containsExactly(new Partition("day=2001-01-03/hour=00", 0, 1));
  }

  private static Plan plan(String... keys) {
    return new PartitionPlanner(new FakeLister(List.of(keys)))
        .plan(new PlanRequest("landing", "flights", DAY));
  }

  /** A bucket in memory, whose objects are all of one size. */
  private record FakeLister(List<String> all, long size) implements ObjectLister {
    FakeLister(List<String> all) {
      this(all, 1);
    }

    @Override
    public List<Listed> objects(String bucket, String prefix) {
      return keys(prefix).map(key -> new Listed(key, size)).toList();
    }

    @Override
    public List<String> folders(String bucket, String prefix) {
      return keys(prefix)
          .filter(key -> key.indexOf('/', prefix.length()) >= 0)
          .map(key -> key.substring(0, key.indexOf('/', prefix.length()) + 1))
          .distinct()
          .toList();
    }

    private Stream<String> keys(String prefix) {
      return all.stream().filter(key -> key.startsWith(prefix)).sorted();
    }
  }
}
