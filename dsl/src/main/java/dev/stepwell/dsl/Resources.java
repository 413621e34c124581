package dev.stepwell.dsl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All resources of a project, in the order of declaration. Immutable.
 *
 * @param all every resource
 */
public record Resources(List<Resource> all) {

  /** Copies the list. */
  public Resources {
    all = List.copyOf(all);
  }

  /** Nothing at all. */
  public static Resources none() {
    return new Resources(List.of());
  }

  /** Starts a list. */
  public static Builder builder() {
    return new Builder();
  }

  /** The resources of a kind, such as {@code Resource.Bucket.class}. */
  public <R extends Resource> List<R> all(Class<R> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The resource of this kind and name, if there is one. */
  public <R extends Resource> Optional<R> find(Class<R> kind, String name) {
    return all(kind).stream().filter(resource -> resource.name().equals(name)).findFirst();
  }

  /** The names of deployment that these resources fill, without repetition. */
  public List<String> deployedNames() {
    Set<String> names = new LinkedHashSet<>();
    for (Resource resource : all) {
      names.addAll(resource.deployedNames());
    }
    return List.copyOf(names);
  }

  /** Collects resources. */
  public static final class Builder {

    private final List<Resource> all = new ArrayList<>();

    private Builder() {}

    /** Adds a resource; its name must be new among those of its kind. */
    public Builder add(Resource resource) {
      boolean repeated =
          all.stream()
              .anyMatch(
                  other ->
                      other.getClass() == resource.getClass()
                          && other.name().equals(resource.name()));
      if (repeated) {
        throw InvalidWorkflowException.here(
            "the "
                + resource.getClass().getSimpleName()
                + " '"
                + resource.name()
                + "' is declared twice; declare it once");
      }
      all.add(resource);
      return this;
    }

    /**
     * The list.
     *
     * @throws InvalidWorkflowException if a resource names another that is not declared
     */
    public Resources build() {
      Resources made = new Resources(all);
      for (Resource.Crawler each : made.all(Resource.Crawler.class)) {
        made.check(
            "crawler", each, "writes to the database", Resource.Database.class, each.database());
      }
      for (Resource.Function each : made.all(Resource.Function.class)) {
        for (String bucket : each.reads()) {
          made.check("function", each, "reads the bucket", Resource.Bucket.class, bucket);
        }
      }
      for (Resource.DeliveryStream each : made.all(Resource.DeliveryStream.class)) {
        made.check(
            "delivery stream",
            each,
            "delivers to the bucket",
            Resource.Bucket.class,
            each.bucket());
        if (each.transform() != null) {
          made.check(
              "delivery stream",
              each,
              "calls the function",
              Resource.Function.class,
              each.transform());
        }
      }
      return made;
    }
  }

  private <R extends Resource> void check(
      String kind, Resource whose, String verb, Class<R> needed, String name) {
    if (find(needed, name).isEmpty()) {
      throw InvalidWorkflowException.here(
          "the %s '%s' %s '%s', which is not declared; add Resource.%s"
              .formatted(kind, whose.name(), verb, name, needed.getSimpleName()));
    }
  }
}
