/**
 * The routes of the accounts' function as a deployed one has them: by the prefix of their paths, each loaded with the
 * first request for it. A start that answers `GET /me` or gives a token needs few of them.
 */
import type { RoutesByPrefix } from '../prefixes.ts';

export const byPrefix: RoutesByPrefix = {
  '/me': async () => [(await import('./me.ts')).me, ...(await import('./invitations.ts')).invitationRoutes],
  '/colleagues': async () => [(await import('./colleagues.ts')).colleagues],
  '/organisations': async () => [
    ...(await import('./accounts.ts')).accountRoutes,
    ...(await import('./secret.ts')).secretRoutes,
  ],
  '/changes': async () => (await import('./changes.ts')).changeRoutes,
  '/oauth': async () => [(await import('./token.ts')).token],
  '/county': async () => (await import('./settings.ts')).settingsRoutes,
  '/audit': async () => (await import('../audit/audit.ts')).auditRoutes,
  '/query-grants': async () => (await import('../sharing/grants.ts')).grantRoutes,
  '/systems': async () => (await import('../sharing/systems.ts')).systemRoutes,
};
