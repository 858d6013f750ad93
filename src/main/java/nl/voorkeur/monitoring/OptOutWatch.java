package nl.voorkeur.monitoring;

import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.util.Arrays;
import java.util.Optional;
import nl.voorkeur.permission.LedgerEntry;
import nl.voorkeur.permission.Provenance;

/** Around every opt-out: counts those that were written down, by route (bound by ejb-jar.xml). */
public class OptOutWatch {

  @Inject private Watch watch;

  @AroundInvoke
  Object count(InvocationContext call) throws Exception {
    Object answer = call.proceed();
    if (answer instanceof Optional<?> entry
        && entry.filter(LedgerEntry.class::isInstance).isPresent()) {
      Arrays.stream(call.getParameters())
          .filter(Provenance.class::isInstance)
          .map(Provenance.class::cast)
          .forEach(provenance -> watch.saidNo(provenance.route()));
    }
    return answer;
  }
}
