package dev.stepwell.lambdas;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a day's keys into partitions. Reads nothing but the lister. */
final class PartitionPlanner {
  private static final Pattern HOUR = Pattern.compile("(hour=([01]?[0-9]|2[0-3]))/.+");

  private final ObjectLister lister;

  PartitionPlanner(ObjectLister lister) {
    this.lister = lister;
  }

  /**
   * The partitions of the day.
   *
   * @throws NoPartitionsException if the day has no file
   * @throws MisplacedFilesException if a file is in no hour
   * @throws EmptyFilesException if a file has no byte
   */
  Plan plan(PlanRequest request) {
    String prefix = folder(request.prefix());
    String dayFolder = "day=" + request.day() + "/";
    String dayPrefix = prefix + dayFolder;
    // Keyed by path too: hour=8 and hour=08 are two folders of the same hour.
    var partitions = new TreeMap<String, Partition>();
    var misplaced = new ArrayList<String>();
    var empty = new ArrayList<String>();
    for (ObjectLister.Listed object : lister.objects(request.bucket(), dayPrefix)) {
      String key = object.key();
      if (isNoData(key)) {
        continue;
      }
      if (object.size() == 0) {
        empty.add(key);
      }
      Matcher hour = HOUR.matcher(key.substring(dayPrefix.length()));
      if (hour.matches()) {
        int number = Integer.parseInt(hour.group(2));
        partitions.merge(
            "%02d %s".formatted(number, hour.group(1)),
            new Partition(dayFolder + hour.group(1), number, 1),
            (one, other) -> new Partition(one.path(), number, one.files() + 1));
      } else {
        misplaced.add(key);
      }
    }
    if (!misplaced.isEmpty()) {
      throw MisplacedFilesException.of(request.bucket(), dayPrefix, misplaced);
    }
    if (!empty.isEmpty()) {
      throw EmptyFilesException.of(request.bucket(), empty);
    }
    if (partitions.isEmpty()) {
      throw NoPartitionsException.of(request, prefix, days(request.bucket(), prefix));
    }
    return new Plan(request.day(), List.copyOf(partitions.values()));
  }

  private static String folder(String prefix) {
    return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
  }

  /** Folder markers, and what Hive and Spark skip too: names that begin with "_" or ".". */
  private static boolean isNoData(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    return name.isEmpty() || name.startsWith("_") || name.startsWith(".");
  }

  private List<LocalDate> days(String bucket, String prefix) {
    return lister.folders(bucket, prefix).stream()
        .map(folder -> day(folder.substring(prefix.length())))
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  private static Optional<LocalDate> day(String folder) {
    if (!folder.startsWith("day=") || !folder.endsWith("/")) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(folder.substring(4, folder.length() - 1)));
    } catch (DateTimeParseException otherFolder) {
      return Optional.empty();
    }
  }
}
