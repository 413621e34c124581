package dev.stepwell.local.service;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The entries of a batch: at most ten, with an id each that tells their answers apart.
 *
 * @param entries the entries, in order
 */
public record Batch(List<JsonObject> entries) {

  /** Copies the list. */
  public Batch {
    entries = List.copyOf(entries);
  }

  private static final int MOST = 10;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  /**
   * Reads entries.
   *
   * @param type what the API calls an entry, for texts
   */
  public static Batch of(JsonArray given, String type) throws ServiceException {
    List<JsonObject> entries = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Json each : given) {
      JsonObject entry = each instanceof JsonObject object ? object : JsonObject.EMPTY;
      String id = String.valueOf(entry.string("Id"));
      if (!ID.matcher(id).matches()) {
        throw ServiceException.refused(
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It"
                + " can be at most 80 letters long.");
      }
      if (!ids.add(id)) {
        throw ServiceException.refused("BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
      }
      entries.add(entry);
    }
    if (entries.isEmpty()) {
      throw ServiceException.refused(
          "EmptyBatchRequest", "There should be at least one " + type + " in the request.");
    }
    if (entries.size() > MOST) {
      throw ServiceException.refused(
          "TooManyEntriesInBatchRequest",
          "Maximum number of entries per request are "
              + MOST
              + ". You have sent "
              + entries.size()
              + ".");
    }
    return new Batch(entries);
  }

  /** Checks how long all entries are together, in bytes. */
  public void checkLength(long bytes, int most) throws ServiceException {
    if (bytes > most) {
      throw ServiceException.refused(
          "BatchRequestTooLong",
          "Batch requests cannot be longer than "
              + most
              + " bytes. You have sent "
              + bytes
              + " bytes.");
    }
  }

  /** What is done with an entry; gives its answer. */
  @FunctionalInterface
  public interface Work {

    /** Does it; an entry that is refused must leave nothing behind. */
    JsonObject.Builder on(JsonObject entry) throws ServiceException;
  }

  /** Does the work for each entry: the answer says for each how it went. */
  public JsonObject each(Work work) {
    List<Json> successful = new ArrayList<>();
    List<Json> failed = new ArrayList<>();
    for (JsonObject entry : entries) {
      String id = String.valueOf(entry.string("Id"));
      try {
        JsonObject answer = work.on(entry).build();
        successful.add(JsonObject.builder().put("Id", id).putAll(answer).build());
      } catch (ServiceException refused) {
        failed.add(
            JsonObject.builder()
                .put("Code", refused.code())
                .put("Id", id)
                .put("Message", refused.reason())
                .put("SenderFault", true)
                .build());
      }
    }
    JsonObject.Builder answer = JsonObject.builder();
    if (!failed.isEmpty()) {
      answer.put("Failed", JsonArray.of(failed));
    }
    if (!successful.isEmpty()) {
      answer.put("Successful", JsonArray.of(successful));
    }
    return answer.build();
  }
}
