package dev.stepwell.local.s3;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads the XML of requests as the arguments of actions. Document types are refused. */
final class S3XmlReader {

  /** Elements that are repeated, by the list that they are in. */
  private static final Map<String, String> REPEATED =
      Map.of("Object", "Objects", "Part", "Parts", "Tag", "TagSet");

  private S3XmlReader() {}

  /** The arguments in a document whose root element has this name. */
  static JsonObject read(InputStream body, String root) throws ServiceException, IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(SILENT);
      Element element = builder.parse(body).getDocumentElement();
      if (!root.equals(element.getLocalName())) {
        throw malformed("the root is " + element.getLocalName() + ", not " + root);
      }
      return object(element);
    } catch (SAXException wrong) {
      throw malformed(String.valueOf(wrong.getMessage()));
    } catch (ParserConfigurationException missing) {
      throw new IllegalStateException("every Java reads XML without document types", missing);
    }
  }

  private static ServiceException malformed(String why) {
    return ServiceException.refused(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published"
            + " schema: "
            + why);
  }

  private static JsonObject object(Element element) throws ServiceException {
    JsonObject.Builder members = JsonObject.builder();
    List<Json> repeated = new ArrayList<>();
    String list = "";
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (!(node instanceof Element child)) {
        continue;
      }
      String name = child.getLocalName();
      String inList = REPEATED.get(name);
      if (inList != null) {
        list = inList;
        repeated.add(object(child));
      } else if (name.equals("TagSet")) {
        members.putAll(object(child));
      } else {
        members.put(name, value(name, child.getTextContent()));
      }
    }
    if (!list.isEmpty()) {
      members.put(list, JsonArray.of(repeated));
    }
    return members.build();
  }

  private static Json value(String name, String text) throws ServiceException {
    if (name.equals("Quiet")) {
      return Json.of(Boolean.parseBoolean(text));
    }
    if (!name.equals("PartNumber")) {
      return Json.of(text);
    }
    try {
      return Json.of(Integer.parseInt(text.strip()));
    } catch (NumberFormatException wrong) {
      throw malformed("PartNumber is '" + text + "'");
    }
  }

  /** What is wrong is told by the exception alone. */
  private static final ErrorHandler SILENT =
      new ErrorHandler() {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
          throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
          throw e;
        }
      };
}
