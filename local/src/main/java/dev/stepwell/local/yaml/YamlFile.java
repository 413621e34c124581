package dev.stepwell.local.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A file of one YAML document, which is a mapping. */
public final class YamlFile {

  private YamlFile() {}

  /**
   * Reads a file.
   *
   * @return its top; an empty file gives an empty mapping
   * @throws YamlException if it is no YAML, or its top is no mapping
   * @throws UncheckedIOException if it cannot be read
   */
  public static YamlMap read(Path file) {
    try {
      return parse(file.getFileName().toString(), Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException("The file " + file + " cannot be read", failure);
    }
  }

  /** Reads a text; the label stands for the file in messages. */
  static YamlMap parse(String label, String text) {
    try {
      return new Compose(LoadSettings.builder().setLabel(label).build())
          .composeString(text)
          .map(top -> new YamlValue(label, "the file", top).map())
          .orElseGet(() -> YamlMap.empty(label));
    } catch (YamlEngineException broken) {
      throw new YamlException(label + " is no YAML: " + broken.getMessage(), broken);
    }
  }
}
