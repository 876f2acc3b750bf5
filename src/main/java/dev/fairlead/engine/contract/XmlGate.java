package dev.fairlead.engine.contract;

import dev.fairlead.shared.Sentences;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Looks through a file of XML, step by step and without building anything, before any parser gets
 * it: no document types with their entities, nothing larger or deeper than a person draws.
 */
public final class XmlGate {
  /** Diagrams of a screen have some fifty thousand bytes. */
  public static final int LARGEST = 1_000_000;

  private static final int DEEPEST = 60;

  private XmlGate() {}

  /** The sentence that refuses the file, or nothing. */
  public static Optional<String> refusal(String file, byte[] bytes) {
    if (bytes.length > LARGEST) {
      return say("tooLarge", file);
    }
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
      int depth = 0;
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
            return say("docType", file);
          }
          case XMLStreamConstants.START_ELEMENT -> depth++;
          case XMLStreamConstants.END_ELEMENT -> depth--;
          default -> {}
        }
        if (depth > DEEPEST) {
          return say("tooDeep", file);
        }
      }
      return Optional.empty();
    } catch (XMLStreamException | RuntimeException broken) {
      return say("unreadable", file);
    }
  }

  private static Optional<String> say(String code, String file) {
    return Optional.of(Sentences.say("engine.contract." + code, file));
  }
}
