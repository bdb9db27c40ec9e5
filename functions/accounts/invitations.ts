/** `/me/invitations`: whether one agrees to an account that another county has made for one's identity. */
import { answerInvitation, type Invitation, readInvitations } from '../../shared/accounts/invitations.ts';
import { orgName } from '../../shared/county.ts';
import { pageOfWhole, wholeQuery } from '../http/paging.ts';
import { identityRoute, type Route } from '../http/route.ts';
import { tag } from './tag.ts';

const answers = () => import('./answers.ts');

const list = identityRoute({
  method: 'GET',
  path: '/me/invitations',
  id: 'listInvitations',
  summary: '等待本人同意的账号',
  description:
    '您的登录身份已在一个县（市、区）使用，另一个县（市、区）又为它设置了账号的，须由您本人同意后才能使用。凭该身份的任一有效凭证查看。',
  tag,
  query: wholeQuery,
  answers: { 200: { description: '等待同意的账号', schema: async () => (await answers()).invitationsAnswer } },
  handle: async (call) => {
    const found = await readInvitations(call.platform.ports.store, call.identity);
    return pageOfWhole(call, found.map(presented));
  },
});

function answering(act: 'accept' | 'refuse', summary: string, description: string): Route {
  return identityRoute({
    method: 'POST',
    path: `/me/invitations/{jurisdiction}/${act}`,
    id: `${act}Invitation`,
    summary,
    description,
    tag,
    answers: { 200: { description: '答复之后的账号', schema: async () => (await answers()).invitationAnswer } },
    handle: async ({ platform, identity, params }) => {
      const consent = act === 'accept' ? 'given' : 'refused';
      const { store, clock } = platform.ports;
      const jurisdiction = params.jurisdiction as string;
      const answered = await answerInvitation(store, identity, jurisdiction, consent, clock.now());
      return { status: 200, body: presented(answered) };
    },
  });
}

export const invitationRoutes: readonly Route[] = [
  list,
  answering('accept', '同意账号', '此后您在两个县（市、区）都有账号，每次调用须以 jurisdiction 参数指明县（市、区）。'),
  answering(
    'refuse',
    '不同意账号',
    '该县（市、区）的账号此后不能使用您的身份；您另有账号的，也可以此退出一个已经生效的账号。',
  ),
];

function presented({ at, account, county }: Invitation): Record<string, unknown> {
  const { org, jurisdiction } = at;
  const place = { jurisdiction, county: county.name, org, orgName: orgName(county, org) };
  return { ...place, account: at.account, name: account.name, roles: account.roles, consent: account.consent };
}
