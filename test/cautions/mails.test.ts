/**
 * Mails of cautions and talks quote the sentence of article 23 that they rest on, and name the quarter as people do.
 */
import { expect, test } from 'vitest';
import regulation from '../../infra/local/home/demonstration/regulation.json' with { type: 'json' };
import { cautionMails, talkMails } from '../../shared/cautions/mails.ts';
import type { MailAbout, MailWords, MailWriter } from '../../shared/exchange/mails.ts';
import { figuresOf } from './circular.ts';

const STATES = {
  ...{ 'caution-drafted': 'drafted', 'caution-dropped': 'dropped', 'caution-sent': 'overdue' },
  ...{ 'caution-reported': 'rectification-reported', 'caution-overdue': 'overdue', 'caution-judged': 'rectified' },
  ...{ arrival: 'to-schedule', 'talk-scheduled': 'scheduled' },
};

const writers = Object.entries({ ...cautionMails, ...talkMails }) as [keyof typeof STATES, MailWriter][];

test.each(writers)('%s', async (type, write) => {
  const body = { org: 'SCJG', quarter: '2026Q3', circular: null, figures: figuresOf('SCJG'), sentAt: null, date: null };
  const exchange = { id: 'a', createdAt: 0, from: 'SPJ', state: STATES[type], body, quarantined: null, clock: null };
  const facts = { county: { jurisdiction: '371525', organisations: [], regulation } };
  const about = { exchange, facts, path: 'cautions', label: '提醒函', matterName: null } as unknown as MailAbout;
  const words = (await write(about, undefined as never)) as MailWords;
  expect(words.basis).toEqual({
    words:
      '《冠县强化审管互动工作暂行办法》第二十三条：“超期认领情况严重的部门，由县行政审批服务局进行提醒，整改不力的，由县政府办公室进行约谈。”',
    path: '/public/regulation?jurisdiction=371525#a23',
  });
  expect(words.details.filter(([label]) => label === '通报')).toEqual(
    type === 'arrival' ? [] : [['通报', '2026年第三季度']],
  );
});
