package dev.stepwell.aws.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlWriterTest {

  @Test
  void writesBlocksWithCommentsAndTags() {
    String written =
        YamlWriter.write(
            Yaml.map()
                .with("Transform", "AWS::Serverless-2016-10-31")
                .with(
                    "Resources",
                    Yaml.map()
                        .with(
                            "LandingBucket",
                            Yaml.map()
                                .with("Type", "AWS::S3::Bucket")
                                .with("Size", 3)
                                .with("Empty", Yaml.map())
                                .with("None", Yaml.list())
                                .with("Names", Yaml.list("a", Yaml.ref("B"), Yaml.list("c", true))),
                            "What lands.\nRaw.")
                        .with("Arn", Yaml.sub("arn:${AWS::Partition}:s3:::${B}/*"))
                        .with("Text", "line one\n\n  line two\n")
                        .with(
                            "Rules",
                            Yaml.list(
                                new Yaml.Commented(
                                    "The one.",
                                    Yaml.map()
                                        .with("Id", "one")
                                        .with(
                                            "Then",
                                            Yaml.map().with("X", Yaml.getAtt("R.Arn"))))))));

    assertThat(written)
        .isEqualTo(
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              # What lands.
              # Raw.
              LandingBucket:
                Type: AWS::S3::Bucket
                Size: 3
                Empty: {}
                None: []
                Names:
                  - a
                  - !Ref B
                  -
                    - c
                    - true
              Arn: !Sub arn:${AWS::Partition}:s3:::${B}/*
              Text: |
                line one

                  line two
              Rules:
                # The one.
                - Id: one
                  Then:
                    X: !GetAtt R.Arn
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        " ",
        "yes",
        "NO",
        "on",
        "null",
        "~",
        "1",
        "1.5",
        "1e3",
        "0x1F",
        "2012-10-17",
        "12:30:45",
        "a: b",
        "a:b",
        "a #b",
        "a#b",
        "# no",
        "- a",
        "-a",
        "? a",
        "?",
        "*",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a`",
        "'a'",
        "it's",
        "\"a\"",
        "{a}",
        "[a]",
        "a, b",
        "|",
        ">",
        "=",
        "<<",
        ".",
        "a ",
        " a",
        "tab\there",
        "\u00e9t\u00e9",
        "back\\slash",
        "cron(0 2 * * ? *)",
        "a:",
        ":a",
        "one\ntwo",
        "one\ntwo\n",
        "\none",
        " one\n two",
        "one\r\ntwo",
        "a\n # b\n",
        "$x",
        "${X}",
        "a -b: c",
        "true",
        "True",
        "---",
        "...",
        "a b: ",
        "s3://bucket/key/"
      })
  void writesEveryTextSoThatItIsReadAsThatText(String text) {
    String written =
        YamlWriter.write(Yaml.map().with("key", text).with("list", Yaml.list(text)).with(text, 1));

    assertThat(read(written)).isEqualTo(Map.of("key", text, "list", List.of(text), text, 1));
  }

  @Test
  void writesJson() {
    assertThat(
            read(
                YamlWriter.write(
                    Yaml.map()
                        .with("json", Json.parse("{\"a\":[1,true,null,\"x\",{}],\"b\":1.5}")))))
        .isEqualTo(read("json: {a: [1, true, null, x, {}], b: 1.5}"));
  }

  @Test
  void refusesAKeyThatIsThere() {
    assertThatThrownBy(() -> Yaml.map().with("a", 1).with("a", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'a' is there already");
  }

  private static Object read(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }
}
