package dev.fairlead.shared;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * All texts of the pages: every bundle in {@code messages/}, one per room, found rather than
 * listed.
 */
@Configuration(proxyBeanMethods = false)
class MessageBundles {
  @Bean
  MessageSource messageSource() throws IOException {
    ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
    texts.setBasenames(
        Arrays.stream(
                new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:messages/*.properties"))
            .map(file -> "messages/" + file.getFilename().replace(".properties", ""))
            .distinct()
            .toArray(String[]::new));
    texts.setDefaultEncoding("UTF-8");
    texts.setDefaultLocale(Locale.ENGLISH);
    texts.setFallbackToSystemLocale(false);
    texts.setAlwaysUseMessageFormat(true);
    return texts;
  }
}
