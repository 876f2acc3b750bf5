package dev.fairlead.report.web;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/**
 * Lets the page that verifies archives, and no other, take files of up to 200 MB: how much may be
 * uploaded is a matter of the servlet, so the page has one of its own, which hands all on to the
 * usual one. The file lies on the disk while it is looked at, never in memory.
 */
@Configuration(proxyBeanMethods = false)
class ArchiveUpload {
  static final DataSize LARGEST = DataSize.ofMegabytes(200);

  @Bean
  ServletRegistrationBean<HttpServlet> archiveUploads() {
    ServletRegistrationBean<HttpServlet> page =
        new ServletRegistrationBean<>(new HandsOn(), "/archive/verify");
    page.setName("archiveUpload");
    page.setMultipartConfig(
        new MultipartConfigElement(
            "", LARGEST.toBytes(), LARGEST.toBytes() + DataSize.ofMegabytes(1).toBytes(), 0));
    return page;
  }

  private static final class HandsOn extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      getServletContext()
          .getNamedDispatcher(
              DispatcherServletAutoConfiguration.DEFAULT_DISPATCHER_SERVLET_BEAN_NAME)
          .forward(request, response);
    }
  }
}
