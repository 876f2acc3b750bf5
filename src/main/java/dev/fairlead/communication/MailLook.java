package dev.fairlead.communication;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/**
 * Lets an organisation give its mails a look of its own: a file {@code mail.html} in the folder
 * that {@code fairlead.mail.templates} names is taken in place of ours.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${fairlead.mail.templates:}'.isBlank()")
class MailLook {
  @Bean
  FileTemplateResolver ownMailTemplate(@Value("${fairlead.mail.templates}") String folder) {
    FileTemplateResolver files = new FileTemplateResolver();
    files.setTemplateAliases(Map.of(MailBody.TEMPLATE, Path.of(folder, "mail.html").toString()));
    files.setResolvablePatterns(Set.of(MailBody.TEMPLATE));
    files.setTemplateMode(TemplateMode.HTML);
    files.setCharacterEncoding(StandardCharsets.UTF_8.name());
    files.setCheckExistence(true);
    files.setOrder(0);
    return files;
  }
}
