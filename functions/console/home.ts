/** `GET /console`: who is signed in. */
import { html } from 'hono/html';
import { organisationOf } from '../../shared/county.ts';
import { ROLE_WORDS } from '../../shared/exchange/exchange.ts';
import type { Route } from '../http/route.ts';
import { page } from './declare.ts';
import { pageAnswer } from './page.ts';

const home = page({
  path: '/console',
  id: 'pageHome',
  summary: '工作台',
  handle: async ({ desk, actor, session }) => {
    const { county } = await desk.facts();
    const org = organisationOf(county, actor.org)?.name ?? actor.org;
    const content = html`<h1>工作台</h1>
<p>${county.name}，${org}，${actor.name}（${actor.roles.map((role) => ROLE_WORDS[role]).join('、')}）</p>`;
    const reader = { org, name: actor.name };
    return pageAnswer({ title: '工作台', county: county.name, content, session, reader });
  },
});

export const homeRoutes: readonly Route[] = [home];
