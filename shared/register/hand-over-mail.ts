/**
 * The words of the mail about what changed hands with the list: to the department that had it, and to the one that has
 * it.
 */
import { type HandOver, handOverKey } from '../boundary/hand-over.ts';
import { cited } from '../citing.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { MailWords } from '../exchange/mails.ts';
import type { Outgoing } from '../mail/outgoing.ts';
import { nameOf } from '../mail/words.ts';
import { entryOf } from './register.ts';

/** `day` names the version and who handed over to whom: `v2-ab12cd SCJG>NYNC`. */
export async function handOverWords(desk: Desk, { day, org }: Outgoing, facts: Facts): Promise<MailWords | null> {
  const [version = '', pair = ''] = (day ?? '').split(' ');
  const [from = '', to = ''] = pair.split('>');
  const job = (await desk.ports.store.get(handOverKey(desk.jurisdiction, version)))?.value as HandOver | undefined;
  const moved = job?.moved[pair];
  if (!job || !moved) return null;
  const found = await Promise.all(moved.entries.map((id) => entryOf(desk.ports.store, desk.jurisdiction, to, id)));
  const lines = found.flatMap((entry) => {
    const number = entry?.licence?.number ?? entry?.licence?.documentNumber;
    return entry
      ? [{ text: `${entry.matterName ?? ''}${number ? `（${number}）` : ''}`, path: '/console/register' }]
      : [];
  });
  const left = moved.count - lines.length;
  return {
    subject: `监管台账随边界清单移交：${moved.count} 条`,
    opening:
      org === to
        ? `自 ${job.validFrom} 起，边界清单将有关事项的监管单位改为贵单位，以下在监管的条目已移交贵单位。请登录平台查看监管台账并落实监管。`
        : `自 ${job.validFrom} 起，边界清单将有关事项的监管单位改为${nameOf(facts, to)}，以下条目已移交，贵单位台账中标为“已移交其他单位”。请做好工作交接。`,
    details: [
      ['移出单位', nameOf(facts, from)],
      ['接收单位', nameOf(facts, to)],
      ['边界清单版本', version],
    ],
    groups: [{ title: '移交的条目', lines }],
    link: { label: '查看监管台账', path: '/console/register' },
    basis: cited(facts.county, '9'),
    remarks: left > 0 ? [`另有 ${left} 条未列出，请在监管台账中查看。`] : [],
  };
}
