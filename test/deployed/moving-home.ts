/**
 * A county that has worked on one machine for a quarter, exported: the review of its circular is over, nobody issued.
 */
import { join } from 'node:path';
import { firstDayOf, lastDayOf, nextQuarter } from '../../shared/reports/quarters.ts';
import { addDays, type Quarter } from '../../shared/time.ts';
import { runProgram, startProduct, temporaryFolder } from '../home/product.ts';
import { approval } from '../home/push.ts';
import { subjectOf } from '../in-process/county.ts';

export interface MovingCounty {
  jurisdiction: string;
  /** The quarter whose circular waits to be issued. */
  quarter: Quarter;
  file: string;
}

/** The quarter before the last one: whatever today is, its review is over. */
function quarterBefore(today: string): Quarter {
  const year = Number(today.slice(0, 4)) - 1;
  let quarter: Quarter = `${year}Q1`;
  while (lastDayOf(nextQuarter(nextQuarter(quarter))) < today) quarter = nextQuarter(quarter);
  return quarter;
}

/**
 * Twelve pushes, ten claimed; then the bureau's administrator becomes known to `issuer`, and the county is exported.
 */
export async function movingCounty(issuer: string, today: string): Promise<MovingCounty> {
  const quarter = quarterBefore(today);
  const [begins, ends] = [firstDayOf(quarter), lastDayOf(quarter)];
  const dataDir = await temporaryFolder();
  const occurredAt = `${addDays(begins, 60)}T09:00:00+08:00`;
  const home = await startProduct({ dataDir, clock: occurredAt });
  const must = async (method: string, path: string, as: string, body: unknown) => {
    const reply = await home.call(method, path, { as, body });
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`);
    return reply.body;
  };
  for (let n = 1; n <= 12; n++) {
    const { id } = await must('POST', '/pushes', 'construction', approval(`M-${n}`, { occurredAt }));
    if (n <= 10) await must('POST', `/pushes/${id}/claim`, 'scjg.officer', {});
  }
  await home.clock(`${addDays(ends, 25)}T12:00:00+08:00`);
  for (const [org, account, roles] of [
    ['SPJ', 'chief', ['org-admin', 'bureau-admin']],
    ['SCJG', 'clerk', ['officer']],
  ] as const) {
    const body = { name: account, roles, issuer, subject: subjectOf('371525', account) };
    await must('PUT', `/organisations/${org}/accounts/${account}`, 'spj.admin', body);
  }
  await home.stop();
  const file = join(dataDir, 'county.jsonl');
  const { code, output } = await runProgram(['infra/local/admin.ts', 'export', '--data-dir', dataDir, '--out', file]);
  if (code !== 0) throw new Error(output);
  return { jurisdiction: '371525', quarter, file };
}
