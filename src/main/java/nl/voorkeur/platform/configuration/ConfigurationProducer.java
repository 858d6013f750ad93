package nl.voorkeur.platform.configuration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;

/** Hands out the checked configuration and the one clock. */
@ApplicationScoped
public class ConfigurationProducer {

  private final Configuration configuration =
      Configuration.read(
          property ->
              ConfigProvider.getConfig().getOptionalValue(property, String.class).orElse(null));

  @Produces
  @Dependent
  public Configuration configuration() {
    return configuration;
  }

  @Produces
  @Dependent
  public Clock clock() {
    return Clock.systemUTC();
  }
}
