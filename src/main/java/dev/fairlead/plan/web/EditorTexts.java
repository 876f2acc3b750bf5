package dev.fairlead.plan.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The sentences that the plan editor says in the browser. */
@Component
class EditorTexts {
  private static final String PREFIX = "plan.editor.";

  private final String json;

  EditorTexts(ObjectMapper mapper) throws JsonProcessingException {
    ResourceBundle bundle = ResourceBundle.getBundle("messages/plan", Locale.ROOT);
    Map<String, String> texts = new TreeMap<>();
    bundle.keySet().stream()
        .filter(name -> name.startsWith(PREFIX))
        .forEach(name -> texts.put(name.substring(PREFIX.length()), bundle.getString(name)));
    json = mapper.writeValueAsString(texts);
  }

  String json() {
    return json;
  }
}
