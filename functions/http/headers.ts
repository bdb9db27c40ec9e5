/** Headers that every answer has, and those by which scripts of other sites may read what is public. */
import httpCors from '@middy/http-cors';
import httpSecurityHeaders from '@middy/http-security-headers';
import type { Made } from './result.ts';
import type { Passage, Stage } from './stage.ts';

const YEAR = 365 * 24 * 3600;

/** `nosniff`, and HSTS at an https address. Policy, frames and referrer are the pages' own (`functions/public/layout.ts`). */
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

const read = httpCors({ origin: '*', exposeHeaders: 'ETag' }) as Stage;
const asked = httpCors({ origin: '*', methods: 'GET, HEAD', headers: 'If-None-Match', maxAge: 86_400 }) as Stage;

/** Public answers may be read by scripts of any site, refusals too; they carry nothing that depends on the caller. */
export function crossOrigin(): Stage {
  const open = (passage: Passage<Made>): void => {
    const route = passage.context.found?.route;
    if (route?.security !== 'public' || route.sameOrigin) return;
    const { method } = passage.event.requestContext.http;
    void (method === 'OPTIONS' ? asked : read).after?.(passage);
  };
  return { after: open, onError: open };
}
