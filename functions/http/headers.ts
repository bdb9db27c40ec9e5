/** Headers that every answer has, and those by which scripts of other sites may read what is public. */
import httpSecurityHeaders from '@middy/http-security-headers';
import { lazily } from '../../shared/lazily.ts';
import type { Made } from './result.ts';
import type { Passage, Stage } from './stage.ts';

const YEAR = 365 * 24 * 3600;

/**
 * `nosniff`, and HSTS at an https address. Policy, frames and referrer are the pages' own
 * (`functions/public/layout.ts`).
 */
export function securityHeaders(address: string): Stage {
  const https = address.startsWith('https://');
  return httpSecurityHeaders({
    contentTypeOptions: true,
    strictTransportSecurity: https && { maxAge: YEAR, includeSubDomains: false, preload: false },
    ...{ contentSecurityPolicy: false, permissionsPolicy: false, referrerPolicy: false, frameOptions: false },
    ...{ crossOriginEmbedderPolicy: false, crossOriginOpenerPolicy: false, crossOriginResourcePolicy: false },
    ...{ permittedCrossDomainPolicies: false, dnsPrefetchControl: false, downloadOptions: false },
    ...{ originAgentCluster: false, reportingEndpoints: false, reportTo: false, xssProtection: false },
    poweredBy: false,
  }) as Stage;
}

const crossOriginHeaders = lazily(() => import('./cross-origin.ts'));

/** Public answers may be read by scripts of any site, refusals too; they carry nothing that depends on the caller. */
export function crossOrigin(): Stage {
  const open = async (passage: Passage<Made>): Promise<void> => {
    const route = passage.context.found?.route;
    if (route?.security !== 'public' || route.sameOrigin) return;
    (await crossOriginHeaders()).openTo(passage);
  };
  return { after: open, onError: open };
}
