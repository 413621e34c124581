package dev.stepwell.local.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "csv escape | ESCAPE argument is not supported for CSV based COPY",
        "csv removequotes | REMOVEQUOTES argument is not supported for CSV based COPY",
        "csv fixedwidth 'a:1' | FIXEDWIDTH argument is not supported for CSV based COPY",
        "fixedwidth 'a:1' delimiter ',' | DELIMITER argument is not supported for FIXEDWIDTH based COPY",
        "quote '%' | QUOTE argument is not supported for TEXT based COPY",
        "json 'auto' null as 'x' | NULL argument is not supported for JSON based COPY",
        "json 'auto' fillrecord | FILLRECORD argument is not supported for JSON based COPY",
        "parquet maxerror 3 | MAXERROR argument is not supported for PARQUET based COPY",
        "parquet gzip | GZIP argument is not supported for PARQUET based COPY",
        "parquet ignoreallerrors | IGNOREALLERRORS argument is not supported for PARQUET based COPY",
        "parquet region 'eu-west-1' | REGION argument is not supported for PARQUET based COPY",
        "ignoreallerrors maxerror 3 | IGNOREALLERRORS and MAXERROR cannot be used together",
        "maxerror 100001 | MAXERROR must be between 0 and 100000, not 100001",
        "comprows 10 | COMPROWS must be between 1000 and 2147483647, not 10",
        "delimiter 'ab' | DELIMITER must be a single character, not 'ab'",
        "encoding latin1 | ENCODING latin1 is not supported",
        "gzip bzip2 | conflicting or redundant options",
        "csv json 'auto' | conflicting or redundant options",
        "csv csv | conflicting or redundant options",
        "gzip gzip | conflicting or redundant options",
        "format avro 'auto' | COPY format 'avro' is not supported by the local warehouse",
        "format as orc | COPY format 'orc' is not supported by the local warehouse",
        "shapefile | COPY format 'shapefile' is not supported by the local warehouse",
        "encrypted | COPY option ENCRYPTED is not supported by the local warehouse",
        "maxerror many | syntax error at or near \"many\"",
      })
  void refusesWhatDoesNotGoTogether(String options, String error) {
    assertThatThrownBy(() -> parse("iam_role default " + options))
        .isInstanceOf(WarehouseException.class)
        .hasMessageStartingWith("ERROR: " + error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iam_role 'arn:a,arn:b' format as csv quote as '%' delimiter as ';' ignoreheader as 1",
        "credentials as 'aws_iam_role=arn:a' delimiter '\\t' escape null as '\\0' acceptinvchars as '^'",
        "with credentials 'aws_iam_role=arn:a' json as 'auto ignorecase' gzip statupdate off compupdate preset",
        "iam_role default format json 'noshred' truncatecolumns roundec acceptanydate",
        "iam_role default format as parquet serializetojson manifest fillrecord acceptinvchars explicit_ids",
        "iam_role default fixedwidth as 'a:3,b:4' encoding as utf16le comprows 1000 region 'eu-west-1'",
      })
  void takesWhatRedshiftTakes(String options) throws Exception {
    assertThat(parse(options).role()).isNotEmpty();
  }

  @Test
  void keepsKeysOutOfItsMessage() {
    String keys = "credentials 'aws_access_key_id=AKIDEXAMPLE;aws_secret_access_key=wJalr'";
    assertThatThrownBy(() -> parse(keys)).hasMessageNotContainingAny("AKIDEXAMPLE", "wJalr");
  }

  private static CopyOptions parse(String options) throws WarehouseException {
    return CopyOptions.parse(new Cursor(Lexer.tokens(options)));
  }
}
