package nl.voorkeur.platform.faces;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.annotation.WebListener;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/**
 * The cookie of signed-in staff: out of reach of scripts and of other sites, and bound to the host
 * when the portal runs over https (ASVS 3.3.1 to 3.3.4).
 */
@WebListener
public class SessionCookie implements ServletContextListener {

  @Inject private Configuration configuration;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    boolean https = "https".equals(configuration.get(Setting.BASE_URL).getScheme());
    SessionCookieConfig cookie = event.getServletContext().getSessionCookieConfig();
    cookie.setName(PortalCookie.STAFF_SESSION.name(https));
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(https);
    cookie.setAttribute("SameSite", "Lax");
  }
}
