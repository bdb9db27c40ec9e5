/**
 * A county that has moved from one machine into the deployed stack issues the circular that waited there. Its mails go
 * out at whatever hour, since a person sends them; they are read where the emulator keeps what SES took.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject, it } from 'vitest';
import { demonstrationOrganisations } from '../../in-process/county.ts';
import { spokenTo } from '../county.ts';

interface Message {
  To: string[];
  Subject: string;
  BodyText: string;
}

const { quarter, jurisdiction } = inject('moved');
const { endpoint } = inject('deployment');
const { call } = await spokenTo(inject('deployment'), jurisdiction);
/**
 * At least once, not at once: a mail whose function is stopped on the way is left alone for two minutes, and goes out
 * with the next sweep, five minutes later at most.
 */
const PATIENCE = 8 * 60_000;
const NUMBER = '冠审批通〔2026〕1号';

/** What SES took of that circular. */
async function circulars(): Promise<Message[]> {
  const answer = await fetch(`${endpoint}/_ministack/ses/messages`);
  const { messages } = (await answer.json()) as { messages: Record<string, Message[]> };
  return Object.values(messages)
    .flat()
    .filter(({ Subject }) => Subject.includes(NUMBER));
}

const issue = () => {
  const body = { documentNumber: NUMBER, signedBy: '张三' };
  return call('POST', `/reports/quarters/${quarter}/issue`, { as: 'chief', body });
};

it('has what it had on one machine: what was claimed and deemed, with verified histories', async () => {
  const { items } = (await call('GET', '/pushes?box=in&limit=200', { as: 'clerk' })).json;
  const states = items.map(({ status }: { status: string }) => status);
  expect(states.sort()).toEqual([...Array(10).fill('claimed'), ...Array(2).fill('deemed-claimed')]);
  for (const { id } of items) {
    expect((await call('GET', `/pushes/${id}/history`, { as: 'clerk' })).json.verified).toBe(true);
  }
});

it('issues the circular once, and it reaches everybody', async () => {
  const issued = await issue();
  expect([issued.status, issued.json.stage]).toEqual([200, 'issued']);
  expect(issued.json.organisations.find(({ org }: { org: string }) => org === 'SCJG')).toMatchObject({
    ...{ received: 12, claimedInTime: 10, deemedClaimed: 2, onTimeRatePercent: 83.3, serious: true, rank: 1 },
  });
  expect((await issue()).json).toEqual(issued.json);
  const addresses = demonstrationOrganisations()
    .map(({ mail }) => mail)
    .sort();
  const reached = (mails: readonly Message[]) => [...new Set(mails.flatMap(({ To }) => To))].sort();
  let mails: Message[] = [];
  for (const end = performance.now() + PATIENCE; reached(mails).length < addresses.length; ) {
    if (performance.now() > end) break;
    await pause(1000);
    mails = await circulars();
  }
  expect(reached(mails)).toEqual(addresses);
  const [mail] = mails.filter(({ To }) => To[0]?.startsWith('scjg@'));
  expect(mail?.BodyText).toContain('83.3%');
}, 600_000);
