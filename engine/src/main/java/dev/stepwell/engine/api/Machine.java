package dev.stepwell.engine.api;

import dev.stepwell.engine.StateMachineHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A state machine with its versions and aliases. Guarded by its own monitor. */
final class Machine {

  /**
   * What a creation must repeat to be the same.
   *
   * @param publish whether a version was published with it
   * @param versionDescription of that version
   * @param revision what was created
   */
  record Creation(boolean publish, @Nullable String versionDescription, Revision revision) {}

  private final Creation creation;
  private final NavigableMap<Integer, Version> versions = new TreeMap<>();
  private final Map<String, Alias> aliases = new LinkedHashMap<>();
  private Revision current;
  private int lastVersion;
  private boolean deleting;

  Machine(Creation creation) {
    this.creation = creation;
    this.current = creation.revision();
  }

  Creation creation() {
    return creation;
  }

  String name() {
    return creation.revision().handle().name();
  }

  String arn() {
    return creation.revision().handle().arn();
  }

  Instant created() {
    return creation.revision().since();
  }

  synchronized Revision current() {
    return current;
  }

  synchronized void delete() {
    deleting = true;
  }

  synchronized boolean isDeleting() {
    return deleting;
  }

  /** Makes something the current revision unless nothing differs; gives the current one. */
  synchronized Revision update(
      String definition, String role, Settings settings, Supplier<Revision> next) {
    StateMachineHandle handle = current.handle();
    if (!handle.definition().equals(definition)
        || !handle.roleArn().equals(role)
        || !current.settings().equals(settings)) {
      current = next.get();
    }
    return current;
  }

  /** The version of the current revision, published now if need be. */
  synchronized Version publish(@Nullable String description, Instant now) {
    for (Version version : versions.values()) {
      if (version.revision().equals(current)) {
        return version;
      }
    }
    int number = ++lastVersion;
    Version version = new Version(number, arn() + ":" + number, current, description, now);
    versions.put(number, version);
    return version;
  }

  /** The version that was published when this was created. */
  synchronized Version versionOfCreation() {
    return versions.values().stream()
        .filter(version -> version.revision().equals(creation.revision()))
        .findFirst()
        .orElseGet(() -> publish(creation.versionDescription(), created()));
  }

  synchronized @Nullable Version version(String arn) {
    return versions.values().stream()
        .filter(version -> version.arn().equals(arn))
        .findFirst()
        .orElse(null);
  }

  /** All versions, the newest first. */
  synchronized List<Version> versions() {
    return List.copyOf(versions.descendingMap().values());
  }

  synchronized void remove(Version version) {
    versions.remove(version.number());
  }

  synchronized @Nullable Alias alias(@Nullable String name) {
    return aliases.get(name);
  }

  /** All aliases, the oldest first. */
  synchronized List<Alias> aliases() {
    return new ArrayList<>(aliases.values());
  }

  synchronized void put(Alias alias) {
    aliases.put(alias.name(), alias);
  }

  synchronized boolean removeAlias(@Nullable String name) {
    return aliases.remove(name) != null;
  }
}
